#include "model/kinds/table.h"

#include <algorithm>

namespace schemawright {

namespace {

template <class T> const T* findByName(const std::vector<T>& parts, std::string_view name)
{
    const auto found = std::ranges::find(parts, name, &T::name);
    return found == parts.end() ? nullptr : &*found;
}

} // namespace

const Column* Table::findColumn(std::string_view name) const
{
    return findByName(columns, name);
}

const Constraint* Table::findConstraint(std::string_view name) const
{
    return findByName(constraints, name);
}

const Constraint* Table::primaryKey() const
{
    const auto found = std::ranges::find(constraints, ConstraintType::PrimaryKey, &Constraint::type);
    return found == constraints.end() ? nullptr : &*found;
}

} // namespace schemawright
