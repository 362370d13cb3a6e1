#pragma once

#include <string>

namespace schemawright {

/// The name that PostgreSQL gives a NOT NULL constraint where it is free: <table>_<column>_not_null, <domain>_not_null (without a column),
/// shortened to 63 bytes. indexcmds.c, ChooseRelationName and makeObjectName.
[[nodiscard]] std::string usualNotNullName(const std::string& owner, const std::string& column = {});

/// Older servers do not know NOT NULL as a constraint: what is read from one equals any other. Of columns and domains.
template <class T> [[nodiscard]] bool isNotNullUnknown(const T& a, const T& b)
{
    return a.notNull && b.notNull && a.notNullConstraint.name.empty() != b.notNullConstraint.name.empty();
}

template <class T> [[nodiscard]] T withNotNullOf(T value, const T& other)
{
    value.notNullConstraint = other.notNullConstraint;
    return value;
}

} // namespace schemawright
