#include "model/kinds.h"

#include <algorithm>
#include <array>

namespace schemawright {

namespace {

using Place = KindFacts::Place;
using Family = KindFacts::Family;
using FactsTable = std::array<const KindFacts*, kindCount>;

template <class... Ts> consteval void enter(FactsTable& table, TypeList<Ts...>)
{
    ((table.at(static_cast<std::size_t>(Ts::kind)) = &Ts::facts), ...);
}

constexpr FactsTable table = [] {
    FactsTable entered{};
    enter(entered, Kinds{});
    enter(entered, Parts{});
    return entered;
}();
// Every Kind has a struct in Kinds or Parts: no constant expression reads through the null pointer of one that has none. (GCC 14 takes the comparison of
// such an address with null for no constant expression under -fsanitize=undefined.)
static_assert(std::ranges::none_of(table, [](const KindFacts* facts) {
    return facts->name.empty() || facts->title.empty() || facts->icon.empty();
}));

constexpr const KindFacts& of(Kind kind)
{
    return *table.at(static_cast<std::size_t>(kind));
}

constexpr bool tableOrView(Kind kind)
{
    return of(kind).family == Family::Relation && of(kind).rowType;
}

constexpr bool hasPartsIn(Kind kind)
{
    return tableOrView(kind) ||
           std::ranges::any_of(table, [&](const KindFacts* facts) { return facts->partOf == kind; });
}

template <class Predicate> constexpr std::size_t countOf(Predicate matches)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < kindCount; ++i)
        count += matches(static_cast<Kind>(i)) ? 1U : 0U;
    return count;
}

/// The kinds that match, in their order.
template <auto matches> constexpr auto kindsThat = [] {
    std::array<Kind, countOf(matches)> kinds{};
    std::size_t at = 0;
    for (std::size_t i = 0; i < kindCount; ++i)
        if (matches(static_cast<Kind>(i)))
            kinds.at(at++) = static_cast<Kind>(i);
    return kinds;
}();

constexpr bool ofRelation(Kind kind)
{
    return !of(kind).partOf && (of(kind).place == Place::Relation || of(kind).besideRelation);
}

constexpr bool relationOfSchema(Kind kind)
{
    return of(kind).place == Place::Schema && (of(kind).family == Family::Relation || of(kind).rowType);
}

/// Most look-ups are for tables and views: these come first.
constexpr auto schemaRelations = [] {
    auto kinds = kindsThat<relationOfSchema>;
    std::ranges::sort(kinds, {}, [](Kind kind) { return std::pair(!tableOrView(kind), kind); });
    return kinds;
}();

bool amongRelations(const KindFacts& facts)
{
    return facts.family == Family::Relation || facts.rowType;
}

bool amongTypes(const KindFacts& facts)
{
    return facts.family == Family::Type || facts.rowType;
}

} // namespace

const KindFacts& factsOf(Kind kind)
{
    return of(kind);
}

std::string_view kindName(Kind kind)
{
    return of(kind).name;
}

std::optional<Kind> kindNamed(std::string_view name)
{
    const auto* const found = std::ranges::find(table, name, &KindFacts::name);
    return found == table.end() ? std::nullopt : std::optional(static_cast<Kind>(found - table.begin()));
}

std::optional<Kind> kindOfRelkind(char relkind)
{
    const auto* const found =
        std::ranges::find_if(table, [&](const KindFacts* facts) { return facts->relkinds.contains(relkind); });
    return found == table.end() ? std::nullopt : std::optional(static_cast<Kind>(found - table.begin()));
}

bool isRelation(Kind kind)
{
    return of(kind).family == Family::Relation;
}

bool isTableOrView(Kind kind)
{
    return tableOrView(kind);
}

bool isRoutine(Kind kind)
{
    return of(kind).family == Family::Routine;
}

bool hasParts(Kind kind)
{
    return std::ranges::contains(kindsThat<hasPartsIn>, kind);
}

bool shareNames(Kind a, Kind b)
{
    const KindFacts& one = of(a);
    const KindFacts& other = of(b);
    return (amongRelations(one) && amongRelations(other)) || (amongTypes(one) && amongTypes(other)) ||
           (isRoutine(a) && isRoutine(b));
}

std::span<const Kind> tablesAndViews()
{
    return kindsThat<tableOrView>;
}

std::span<const Kind> relationsOfSchemas()
{
    return schemaRelations;
}

std::span<const Kind> relationChildren()
{
    return kindsThat<ofRelation>;
}

std::span<const Kind> kindsWithParts()
{
    return kindsThat<hasPartsIn>;
}

const std::vector<ViewColumn>* viewColumns(const Object& object)
{
    if (const View* view = object.as<View>())
        return &view->columns;
    const MaterializedView* stored = object.as<MaterializedView>();
    return stored ? &stored->columns : nullptr;
}

} // namespace schemawright
