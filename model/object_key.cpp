#include "model/object_key.h"

#include "model/sql.h"

namespace schemawright {

std::string_view kindName(Kind kind)
{
    switch (kind) {
    case Kind::Schema: return "schema";
    case Kind::Extension: return "extension";
    case Kind::Collation: return "collation";
    case Kind::Enum: return "enum";
    case Kind::Domain: return "domain";
    case Kind::CompositeType: return "composite type";
    case Kind::Range: return "range type";
    case Kind::BaseType: return "base type";
    case Kind::Function: return "function";
    case Kind::Aggregate: return "aggregate";
    case Kind::Operator: return "operator";
    case Kind::OperatorFamily: return "operator family";
    case Kind::OperatorClass: return "operator class";
    case Kind::Cast: return "cast";
    case Kind::Conversion: return "conversion";
    case Kind::TextSearchParser: return "text search parser";
    case Kind::TextSearchTemplate: return "text search template";
    case Kind::TextSearchDictionary: return "text search dictionary";
    case Kind::TextSearchConfiguration: return "text search configuration";
    case Kind::AccessMethod: return "access method";
    case Kind::Language: return "language";
    case Kind::Transform: return "transform";
    case Kind::ForeignDataWrapper: return "foreign-data wrapper";
    case Kind::ForeignServer: return "foreign server";
    case Kind::UserMapping: return "user mapping";
    case Kind::Sequence: return "sequence";
    case Kind::Table: return "table";
    case Kind::Index: return "index";
    case Kind::View: return "view";
    case Kind::MaterializedView: return "materialized view";
    case Kind::Rule: return "rule";
    case Kind::Trigger: return "trigger";
    case Kind::Policy: return "policy";
    case Kind::Statistics: return "statistics";
    case Kind::EventTrigger: return "event trigger";
    case Kind::Publication: return "publication";
    case Kind::Subscription: return "subscription";
    case Kind::DefaultPrivileges: return "default privileges";
    case Kind::Column: return "column";
    case Kind::Default: return "default";
    case Kind::Constraint: return "constraint";
    case Kind::EnumValue: return "enum value";
    case Kind::Attribute: return "attribute";
    }
    return "object";
}

std::string ObjectKey::display() const
{
    // The names of operators, casts... are no identifiers: quotes around them would only confuse.
    const bool identifier = kind != Kind::Operator && kind != Kind::Cast && kind != Kind::Transform &&
                            kind != Kind::UserMapping && kind != Kind::DefaultPrivileges;
    const std::string shown = identifier ? quoteIdent(name) : name;
    std::string out(kindName(kind));
    if (kind == Kind::Column || kind == Kind::Default || kind == Kind::EnumValue || kind == Kind::Attribute)
        out += " " + quoteName(schema, parent) + "." + shown;
    else if (kind == Kind::Rule || kind == Kind::Trigger || kind == Kind::Policy || kind == Kind::Constraint)
        out += " " + shown + " on " + quoteName(schema, parent);
    else
        out += schema.empty() ? " " + shown : " " + quoteIdent(schema) + "." + shown;
    if (kind == Kind::Function || kind == Kind::Aggregate || kind == Kind::Operator)
        out += "(" + args + ")";
    return commentText(out);
}

} // namespace schemawright
