#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace schemawright {

/// Every kind of object. The order is that in which kinds are created if no dependency decides.
/// The last five are parts. Column, Default and Constraint belong to a table and have dependencies of their own. A column may belong to a view,
/// too. Only renames refer to an enum's values and a composite type's attributes.
enum class Kind : std::uint8_t {
    Schema,
    Extension,
    Collation,
    Enum,
    Domain,
    CompositeType,
    Range,
    BaseType,
    Function,
    Aggregate,
    Operator,
    OperatorFamily,
    OperatorClass,
    Cast,
    Conversion,
    TextSearchParser,
    TextSearchTemplate,
    TextSearchDictionary,
    TextSearchConfiguration,
    AccessMethod,
    Language,
    Transform,
    ForeignDataWrapper,
    ForeignServer,
    UserMapping,
    Sequence,
    Table,
    Index,
    View,
    MaterializedView,
    Rule,
    Trigger,
    Policy,
    Statistics,
    EventTrigger,
    Publication,
    Subscription,
    DefaultPrivileges,
    Column,
    Default,
    Constraint,
    EnumValue,
    Attribute,
};

/// How many kinds there are, parts included.
inline constexpr std::size_t kindCount = static_cast<std::size_t>(Kind::Attribute) + 1;

/// A member that must be initialised: it has no default.
template <class T> struct Given {
    constexpr Given(T given) : value(given) {}
    constexpr operator T() const { return value; }
    T value;
};

/// What is true of every object of a kind. Each struct of model/kinds has its own as `facts`.
/// PostgreSQL's names: pg_class.relkind, the letters of acldefault.
struct KindFacts {
    /// What an object belongs to. Those of the database have no schema of their own.
    enum class Place : std::uint8_t { Database, Schema, Relation, Type };
    /// Objects of one family share their names, and ALTER TABLE or ALTER TYPE serves them all.
    enum class Family : std::uint8_t { Other, Relation, Type, Routine };
    /// In messages: by its name ("index public.i"), after a dot ("column public.t.c"), or ON what it belongs to ("policy p on public.t").
    enum class Written : std::uint8_t { Name, Dotted, On };

    std::string_view name;  ///< in messages and in --json: "materialized view"
    std::string_view title; ///< the heading of a list, in English: "Materialized views"
    std::string_view icon;  ///< of Breeze
    Given<Place> place;
    Given<bool> owner;   ///< ALTER ... OWNER TO
    char privileges = 0; ///< acldefault's letter; 0: none
    Family family = Family::Other;
    bool rowType = false;      ///< a relation that is a type, too: a name of both families
    bool storesRows = false;   ///< can be rewritten and scanned
    std::string_view relkinds; ///< the letters in pg_class
    Written written = Written::Name;
    bool identifier = true;      ///< its name is one identifier, not a description
    bool arguments = false;      ///< its name is shown with arguments
    bool besideRelation = false; ///< its key may name a relation as parent though it has a schema of its own
    std::optional<Kind> partOf;  ///< of a part: the kind that it is a part of
    std::string_view renameRule = "rename-object"; ///< the hazard of its rename; empty: no client names it
    bool namingRules = false;                      ///< the project's naming rules hold for it
    bool followsColumnType = false;                ///< ALTER COLUMN ... TYPE keeps it
    bool namesRelations = false;                   ///< can refer to other relations than the one that it belongs to
};

[[nodiscard]] const KindFacts& factsOf(Kind kind);
/// The words for a kind in messages and in --json: "materialized view", "foreign-data wrapper"...
[[nodiscard]] std::string_view kindName(Kind kind);
/// The kind of that kindName.
[[nodiscard]] std::optional<Kind> kindNamed(std::string_view name);
/// The kind of a row of pg_class.
[[nodiscard]] std::optional<Kind> kindOfRelkind(char relkind);

/// Whatever ALTER TABLE accepts: tables, indexes, sequences, views and materialized views.
[[nodiscard]] bool isRelation(Kind kind);
/// Tables, views and materialized views: relations that have columns.
[[nodiscard]] bool isTableOrView(Kind kind);
/// Functions (and procedures) and aggregates.
[[nodiscard]] bool isRoutine(Kind kind);
/// Whether a part can have the kind as its parent.
[[nodiscard]] bool hasParts(Kind kind);
/// Whether names of the two kinds must differ. PostgreSQL 17 manual, "pg_class", "pg_type": a relation with a row type takes a type's name.
[[nodiscard]] bool shareNames(Kind a, Kind b);

[[nodiscard]] std::span<const Kind> tablesAndViews();
/// The kinds that have a name of pg_class and stand in a schema by themselves; tables and views first.
[[nodiscard]] std::span<const Kind> relationsOfSchemas();
/// The kinds whose key may name a relation as parent: indexes, triggers...; without parts.
[[nodiscard]] std::span<const Kind> relationChildren();
[[nodiscard]] std::span<const Kind> kindsWithParts();

} // namespace schemawright
