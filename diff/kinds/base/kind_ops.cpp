#include "diff/kinds/base/kind_ops.h"

#include "model/sql.h"

#include <algorithm>
#include <array>

namespace schemawright {

namespace {

template <class... Ts> std::array<const KindOps*, sizeof...(Ts)> roomsOf(TypeList<Ts...>)
{
    return {&kindOpsOf<Ts>()...};
}

const auto& rooms()
{
    static const auto all = roomsOf(Kinds{});
    return all;
}

/// One identifier as format_type prints it: quoted or bare.
std::string takeIdent(std::string_view text, std::size_t& at)
{
    std::string name;
    if (at < text.size() && text[at] == '"') {
        for (++at; at < text.size(); ++at) {
            if (text[at] == '"') {
                if (at + 1 >= text.size() || text[at + 1] != '"') {
                    ++at;
                    break;
                }
                ++at;
            }
            name += text[at];
        }
        return name;
    }
    while (at < text.size() && text[at] != '.' && text[at] != '[' && text[at] != '(')
        name += text[at++];
    return name;
}

} // namespace

const KindOps* kindOps(Kind kind)
{
    for (const KindOps* room : rooms()) {
        if (room->kind == kind)
            return room;
    }
    return nullptr;
}

std::span<const KindOps* const> allKindOps()
{
    return rooms();
}

Statement statement(const ObjectKey& origin, std::string sql)
{
    std::vector<Lock> locks;
    if (factsOf(origin.kind).place == KindFacts::Place::Relation)
        locks.push_back({LockMode::AccessExclusive, keyOf(Kind::Table, origin.schema, origin.parent)});
    else if (isRelation(origin.kind))
        locks.push_back({LockMode::AccessExclusive, origin});
    return statement(origin, std::move(sql), std::move(locks));
}

Statement statement(const ObjectKey& origin, std::string sql, std::vector<Lock> locks)
{
    Statement out;
    out.sql = std::move(sql);
    out.origin = origin;
    out.locks = std::move(locks);
    return out;
}

void dropByIdentity(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const KindOps* ops = kindOps(key.kind);
    Step step;
    step.statements.push_back(statement(key, "DROP " + ops->identity(key, object)));
    step.drops = ops->elements ? ops->elements(key, object) : std::vector{key};
    steps.push_back(std::move(step));
}

std::string renameByIdentity(const ObjectKey& key, const Object& object, const std::string& newName)
{
    return "ALTER " + kindOps(key.kind)->identity(key, object) + " RENAME TO " + quoteIdent(newName);
}

std::vector<Statement> moveByIdentity(const ObjectKey& key, const Object& object, const std::string& schema,
                                      const Catalog&)
{
    return {statement(key, "ALTER " + kindOps(key.kind)->identity(key, object) + " SET SCHEMA " + quoteIdent(schema))};
}

std::optional<ObjectKey> typeKey(const Catalog& catalog, std::string_view typeText)
{
    std::size_t at = 0;
    std::string schema = takeIdent(typeText, at);
    if (at >= typeText.size() || typeText[at] != '.')
        return std::nullopt;
    ++at;
    std::string name = takeIdent(typeText, at);
    for (const Kind kind : {Kind::Enum, Kind::Domain, Kind::CompositeType, Kind::Range, Kind::BaseType}) {
        ObjectKey key = keyOf(kind, schema, name);
        if (catalog.findEntry(key))
            return key;
    }
    if (const Catalog::Entry* relation = catalog.findRelation(schema, name))
        return *relation->key;
    // A type of several ranges goes with its range.
    const std::string multirange = quoteName(schema, name);
    auto entry = std::ranges::lower_bound(catalog.entries(), Kind::Range, {},
                                          [](const Catalog::Entry& each) { return each.key->kind; });
    for (; entry != catalog.entries().end() && entry->key->kind == Kind::Range; ++entry)
        if (std::ranges::contains(entry->object->as<Range>()->definition, Option{"multirange_type_name", multirange}))
            return *entry->key;
    return std::nullopt;
}

} // namespace schemawright
