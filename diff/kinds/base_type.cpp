#include "model/kinds/base_type.h"

#include "diff/kinds/base/definition.h"
#include "diff/kinds/base/relation_child.h"
#include "diff/kinds/base/shell_type.h"
#include "model/sql.h"

#include <algorithm>
#include <array>

namespace schemawright {

namespace {

std::string identity(const ObjectKey& key, const Object&)
{
    return "TYPE " + quoteName(key.schema, key.name);
}

// An array type has an element, too, but is the array of it; a shell is a pseudo-type that is not defined. Only what is not as by default is said.
constexpr std::string_view query = R"(
select t.oid, t.typname, t.typnamespace, t.typowner, t.typacl, t.typisdefined,
       t.typinput, t.typoutput, nullif(t.typreceive, 0)::regproc, nullif(t.typsend, 0)::regproc,
       nullif(t.typmodin, 0)::regproc, nullif(t.typmodout, 0)::regproc, nullif(t.typanalyze, 0)::regproc,
       nullif(t.typsubscript, 0)::regproc, case when t.typlen = -1 then 'variable' else t.typlen::text end,
       case when t.typbyval then 'true' end,
       case t.typalign when 'c' then 'char' when 's' then 'int2' when 'd' then 'double' end,
       case t.typstorage when 'e' then 'external' when 'x' then 'extended' when 'm' then 'main' end,
       case when t.typcategory <> 'U' then pg_catalog.quote_literal(t.typcategory::text) end,
       case when t.typispreferred then 'true' end, pg_catalog.quote_literal(t.typdefault),
       case when t.typelem <> 0 then pg_catalog.format_type(t.typelem, null) end,
       case when t.typdelim <> ',' then pg_catalog.quote_literal(t.typdelim::text) end,
       case when t.typcollation <> 0 then 'true' end
from pg_catalog.pg_type t
where t.oid >= 16384
  and ((t.typtype = 'b' and not exists (select from pg_catalog.pg_type e where e.typarray = t.oid))
       or (t.typtype = 'p' and not t.typisdefined))
order by t.oid)";

/// The entries of CREATE TYPE, as the query has them from its seventh column on.
constexpr std::array<std::string_view, 18> entries{
    "input",    "output",    "receive",        "send",          "typmod_in", "typmod_out",
    "analyze",  "subscript", "internallength", "passedbyvalue", "alignment", "storage",
    "category", "preferred", "\"default\"",    "element",       "delimiter", "collatable"};

Result<void> read(Reader& reader)
{
    auto rows = reader.query(query);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        const std::string& schema = reader.schemaName(rows->oid(i, 2));
        if (reader.skips(ClassId::Type, oid, schema))
            continue;
        BaseType type;
        for (std::size_t entry = 0; rows->flag(i, 5) && entry < entries.size(); ++entry)
            if (!rows->isNull(i, 6 + entry))
                type.definition.push_back({std::string(entries.at(entry)), rows->text(i, 6 + entry)});
        reader.add(ClassId::Type, oid, keyOf(Kind::BaseType, schema, rows->text(i, 1)),
                   {std::move(type),
                    reader.attributes(ClassId::Type, oid, rows->oid(i, 3), rows->view(i, 4), rows->isNull(i, 4), 'T')});
    }
    return {};
}

std::string createSql(const ObjectKey& key, const Object& object)
{
    return "CREATE " + identity(key, object) + " " + definitionList(object.as<BaseType>()->definition);
}

void create(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    if (object.as<BaseType>()->definition.empty())
        steps.push_back(creatingStep(key, {statement(key, "CREATE " + identity(key, object), {})}));
    else
        createAroundShell(key, createSql(key, object), context, steps);
}

/// "RECEIVE = f, SEND = NONE": what ALTER TYPE ... SET can say of the difference; nullopt where it cannot say all of it.
std::optional<std::vector<std::string>> settings(const Options& before, const Options& after)
{
    constexpr std::array<std::string_view, 6> functions{"receive",    "send",    "typmod_in",
                                                        "typmod_out", "analyze", "subscript"};
    std::vector<std::string> out;
    for (const std::string_view entry : entries) {
        const auto valueIn = [&](const Options& definition) -> std::string {
            const auto found = std::ranges::find(definition, entry, &Option::name);
            return found == definition.end() ? std::string() : found->value;
        };
        const std::string old = valueIn(before);
        const std::string now = valueIn(after);
        if (old == now)
            continue;
        // Between plain and the others no statement leads.
        const bool storage = entry == "storage" && !old.empty() && !now.empty();
        if (!storage && !std::ranges::contains(functions, entry))
            return std::nullopt;
        out.push_back(std::string(entry) + " = " + (now.empty() ? "NONE" : now));
    }
    return out;
}

std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&)
{
    const Options& old = before.as<BaseType>()->definition;
    const bool inPlace = old.empty() || settings(old, after.as<BaseType>()->definition);
    return inPlace ? std::vector<ObjectKey>{} : std::vector{key};
}

/// Columns keep the storage that their type gave them when they were made: those that have the type's go along with it.
std::vector<Statement> storageOfColumns(const ObjectKey& key, const std::string& storage, const PlanContext& context)
{
    std::vector<Statement> out;
    for (const ObjectKey& user : context.from.dependencies().on(key)) {
        const ObjectKey table = keyOf(Kind::Table, user.schema, user.parent);
        const Table* before = user.kind == Kind::Column ? context.from.get<Table>(table) : nullptr;
        const Table* after = before ? context.to.get<Table>(table) : nullptr;
        const Column* old = after ? before->findColumn(user.name) : nullptr;
        const Column* now = old ? after->findColumn(user.name) : nullptr;
        if (now && old->storage.empty() && now->storage.empty() && typeKey(context.to, now->type) == key &&
            !now->type.ends_with("[]"))
            out.push_back(statement(table,
                                    "ALTER TABLE ONLY " + quoteName(table.schema, table.name) + " ALTER COLUMN " +
                                        quoteIdent(user.name) + " SET STORAGE " + storage,
                                    {{LockMode::AccessExclusive, table}}));
    }
    return out;
}

Result<void> alter(const ObjectKey& key, const Object& before, const Object& after, const PlanContext& context,
                   Steps& steps)
{
    const Options& old = before.as<BaseType>()->definition;
    const Options& now = after.as<BaseType>()->definition;
    if (old == now)
        return {};
    if (old.empty()) {
        Step whole = alteringStep(key, {statement(key, createSql(key, after), {})});
        whole.creates.clear();
        whole.needs = context.to.dependencies().of(key);
        std::ranges::set_difference(context.to.dependencies().on(key), ownFunctions(context.to, key),
                                    std::back_inserter(whole.precedes));
        steps.push_back(std::move(whole));
        return {};
    }
    const auto changes = settings(old, now);
    Step step = alteringStep(
        key, {statement(key, "ALTER " + identity(key, after) + " SET (" + join(*changes, ", ") + ")", {})});
    if (const auto storage = std::ranges::find(now, "storage", &Option::name);
        storage != now.end() && !std::ranges::contains(old, *storage))
        std::ranges::move(storageOfColumns(key, storage->value, context), std::back_inserter(step.statements));
    // They need the type as well, so that no order follows from the dependencies alone.
    for (const ObjectKey& function : ownFunctions(context.to, key))
        if (!context.from.find(function))
            step.needs.push_back(function);
    for (const ObjectKey& function : ownFunctions(context.from, key))
        if (!context.to.find(function))
            step.outlives.push_back(function);
    steps.push_back(std::move(step));
    return {};
}

constexpr KindOps ops{.kind = Kind::BaseType,
                      .read = read,
                      .identity = identity,
                      .grantTarget = identity,
                      .invalidates = invalidates,
                      .create = create,
                      .alter = alter,
                      .drop = dropWithFunctions,
                      .rename = renameByIdentity,
                      .move = moveByIdentity};

} // namespace

template <> const KindOps& kindOpsOf<BaseType>()
{
    return ops;
}

} // namespace schemawright
