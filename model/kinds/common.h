#pragma once

#include "model/fields.h"
#include "model/object_key.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace schemawright {

/// Text of one meaning: it can be read as any text, but other text becomes it only by its name.
template <class Meaning> struct Text : std::string {
    using std::string::string;
    Text() = default;
    explicit Text(std::string text) : std::string(std::move(text)) {}
};

/// SQL text as the server prints it (pg_get_expr and similar functions), or as the user typed it until it is resolved.
using Expression = Text<struct ExpressionText>;
/// The name of a role, unquoted.
using RoleName = Text<struct RoleText>;

/// One item of an access control list. PostgreSQL 17 manual, "Privileges".
struct Grant {
    RoleName grantee; ///< empty means PUBLIC
    RoleName grantor;
    std::string
        privileges; ///< the letters of the manual's table "ACL Privilege Abbreviations", sorted, without grant option
    std::string grantable; ///< the letters granted WITH GRANT OPTION, sorted
    auto operator<=>(const Grant&) const = default;
    bool operator==(const Grant&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"grantee", &Grant::grantee}, Field{"grantor", &Grant::grantor},
                          Field{"privileges", &Grant::privileges}, Field{"grantable", &Grant::grantable}};
    }
};

/// An access control list; nullopt is the built-in default of the kind (pg_catalog.acldefault). An explicit list that equals
/// the default is read as nullopt, too. Sorted.
using Acl = std::optional<std::vector<Grant>>;

/// SECURITY LABEL FOR provider IS label.
struct SecurityLabel {
    std::string provider;
    std::string label;
    auto operator<=>(const SecurityLabel&) const = default;
    bool operator==(const SecurityLabel&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"provider", &SecurityLabel::provider}, Field{"label", &SecurityLabel::label}};
    }
};

/// name=value, as in reloptions: fillfactor=70, toast.autovacuum_enabled=false, security_invoker=true.
struct Option {
    std::string name;
    std::string value;
    auto operator<=>(const Option&) const = default;
    bool operator==(const Option&) const = default;
    static constexpr auto fields() { return std::tuple{Field{"name", &Option::name}, Field{"value", &Option::value}}; }
};

/// Options in the server's order, which pg_dump keeps. They are written in this order, but the order is not a difference.
struct Options : std::vector<Option> {
    using std::vector<Option>::vector;
    friend bool operator==(const Options& a, const Options& b)
    {
        return a.size() == b.size() && std::is_permutation(a.begin(), a.end(), b.begin());
    }
};

/// The parameters of a sequence, also of the one behind an identity column. CREATE SEQUENCE.
struct SequenceOptions {
    std::string type = "bigint"; ///< smallint, integer or bigint
    std::int64_t start = 1;
    std::int64_t increment = 1;
    std::int64_t minValue = 1;
    std::int64_t maxValue = 9223372036854775807;
    std::int64_t cache = 1;
    bool cycle = false;
    bool operator==(const SequenceOptions&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"type", &SequenceOptions::type},           Field{"start", &SequenceOptions::start},
                          Field{"increment", &SequenceOptions::increment}, Field{"minimum", &SequenceOptions::minValue},
                          Field{"maximum", &SequenceOptions::maxValue},    Field{"cache", &SequenceOptions::cache},
                          Field{"cycle", &SequenceOptions::cycle}};
    }
};

/// NOT NULL as the constraint that it is: of columns since PostgreSQL 18, of domains since 17, which knows name and comment only.
struct NotNullConstraint {
    std::string name; ///< empty: not known, because it comes from an older server or is PostgreSQL's to choose
    bool notValid = false;
    bool noInherit = false;
    bool local = true; ///< false: it exists only by inheritance or as a partition's
    std::string comment;
    bool operator==(const NotNullConstraint&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"name", &NotNullConstraint::name}, Field{"not valid", &NotNullConstraint::notValid},
                          Field{"no inherit", &NotNullConstraint::noInherit}, Field{"local", &NotNullConstraint::local},
                          Field{"comment", &NotNullConstraint::comment}};
    }
};

/// The attributes that objects of nearly every kind can have. diff/kinds/base/attributes.cpp handles them for all kinds.
struct Attributes {
    RoleName owner;      ///< empty for kinds that have none
    std::string comment; ///< empty: none (PostgreSQL stores no empty comment)
    Acl acl;
    std::vector<SecurityLabel> labels; ///< sorted
    bool operator==(const Attributes&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"owner", &Attributes::owner}, Field{"comment", &Attributes::comment},
                          Field{"privileges", &Attributes::acl}, Field{"labels", &Attributes::labels}};
    }
};

} // namespace schemawright
