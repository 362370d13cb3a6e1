#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/table/counter.h"
#include "model/sql.h"

#include <format>
#include <limits>
#include <map>

namespace schemawright {

namespace {

/// type, start, minimum, maximum, increment, cycle: in this order in both queries.
SequenceOptions optionsAt(const Rows& rows, std::size_t row, std::size_t column)
{
    SequenceOptions options;
    options.type = rows.text(row, column);
    options.start = rows.number(row, column + 1);
    options.minValue = rows.number(row, column + 2);
    options.maxValue = rows.number(row, column + 3);
    options.increment = rows.number(row, column + 4);
    options.cycle = rows.view(row, column + 5) == "YES";
    return options;
}

Result<void> readSequences(Reader& reader)
{
    const Result<Rows> seen =
        reader.query("SELECT sequence_schema, sequence_name, data_type, start_value, minimum_value, maximum_value,"
                     " increment, cycle_option FROM information_schema.sequences");
    if (!seen)
        return std::unexpected(seen.error());
    std::map<std::pair<std::string_view, std::string_view>, SequenceOptions> visible;
    for (std::size_t r = 0; r < seen->size(); ++r)
        visible.emplace(std::pair{seen->view(r, 0), seen->view(r, 1)}, optionsAt(*seen, r, 2));

    // information_schema says neither cache, persistence nor owner, and nothing of sequences that the role may not use.
    const Result<Rows> rows =
        reader.query("SELECT c.oid, c.relnamespace, c.relname, c.relowner, c.relacl, c.relpersistence, s.seqcache, "
                     "o.relnamespace, o.relname, a.attname,"
                     " pg_catalog.format_type(s.seqtypid, NULL), s.seqstart, s.seqmin, s.seqmax, s.seqincrement,"
                     " CASE WHEN s.seqcycle THEN 'YES' ELSE 'NO' END"
                     " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid"
                     " LEFT JOIN pg_catalog.pg_depend d ON d.classid = 1259 AND d.objid = c.oid AND d.objsubid = 0 AND "
                     "d.refclassid = 1259"
                     "  AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')"
                     " LEFT JOIN pg_catalog.pg_class o ON o.oid = d.refobjid"
                     " LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid"
                     " WHERE c.relkind = 'S' AND d.deptype IS DISTINCT FROM 'i'");
    if (!rows)
        return std::unexpected(rows.error());
    for (std::size_t r = 0; r < rows->size(); ++r) {
        const std::uint32_t oid = rows->oid(r, 0);
        const std::string& schema = reader.schemaName(rows->oid(r, 1));
        if (reader.skips(ClassId::Relation, oid, schema))
            continue;
        Sequence sequence;
        const auto found = visible.find({schema, rows->view(r, 2)});
        if (found == visible.end())
            reader.hidden("sequence " + schema + "." + rows->text(r, 2));
        sequence.options = found == visible.end() ? optionsAt(*rows, r, 10) : found->second;
        sequence.options.cache = rows->number(r, 6);
        sequence.unlogged = rows->view(r, 5) == "u";
        if (!rows->isNull(r, 9)) {
            sequence.ownedByTable = {reader.schemaName(rows->oid(r, 7)), rows->text(r, 8)};
            sequence.ownedByColumn = rows->text(r, 9);
        }
        Object object{std::move(sequence), reader.attributes(ClassId::Relation, oid, rows->oid(r, 3), rows->view(r, 4),
                                                             rows->isNull(r, 4), 's')};
        reader.add(ClassId::Relation, oid, keyOf(Kind::Sequence, schema, rows->text(r, 2)), std::move(object));
    }
    return {};
}

std::string identity(const ObjectKey& key, const Object&)
{
    return "SEQUENCE " + quoteName(key.schema, key.name);
}

std::vector<ObjectKey> invalidates(const ObjectKey&, const Object&, const Object&, const PlanContext&)
{
    return {}; // ALTER SEQUENCE changes everything in place
}

/// The bounds that a sequence of the type has unless told. CREATE SEQUENCE, "minvalue", "maxvalue".
std::pair<std::int64_t, std::int64_t> defaultBounds(const SequenceOptions& options)
{
    std::int64_t least = std::numeric_limits<std::int64_t>::min();
    std::int64_t greatest = std::numeric_limits<std::int64_t>::max();
    if (options.type == "smallint") {
        least = std::numeric_limits<std::int16_t>::min();
        greatest = std::numeric_limits<std::int16_t>::max();
    } else if (options.type == "integer") {
        least = std::numeric_limits<std::int32_t>::min();
        greatest = std::numeric_limits<std::int32_t>::max();
    }
    return options.increment > 0 ? std::pair{std::int64_t{1}, greatest} : std::pair{least, std::int64_t{-1}};
}

/// The clauses in which `after` differs from `before`. A change of type may move bounds that are the type's own: they are always said then.
std::string optionClauses(const SequenceOptions& before, const SequenceOptions& after)
{
    const bool newType = before.type != after.type;
    std::string sql;
    if (newType)
        sql += " AS " + after.type;
    if (before.increment != after.increment)
        sql += " INCREMENT BY " + std::to_string(after.increment);
    if (newType || before.minValue != after.minValue)
        sql += " MINVALUE " + std::to_string(after.minValue);
    if (newType || before.maxValue != after.maxValue)
        sql += " MAXVALUE " + std::to_string(after.maxValue);
    if (before.start != after.start)
        sql += " START WITH " + std::to_string(after.start);
    if (before.cache != after.cache)
        sql += " CACHE " + std::to_string(after.cache);
    if (before.cycle != after.cycle)
        sql += after.cycle ? " CYCLE" : " NO CYCLE";
    return sql;
}

/// What CREATE SEQUENCE makes of `options`' type and direction when nothing else is said.
SequenceOptions defaultsFor(const SequenceOptions& options)
{
    SequenceOptions out;
    out.type = options.type;
    const auto [least, greatest] = defaultBounds(options);
    out.minValue = least;
    out.maxValue = greatest;
    out.start = options.increment > 0 ? options.minValue : options.maxValue;
    return out;
}

/// An owned sequence has its table's owner and follows it: attributes.cpp says nothing of it, only this room while it is not owned yet.
Statement ownerStatement(const ObjectKey& key, const RoleName& owner)
{
    return statement(key, "ALTER SEQUENCE " + quoteName(key.schema, key.name) + " OWNER TO " + quoteIdent(owner));
}

ObjectKey ownerColumn(const Sequence& sequence)
{
    return childKey(Kind::Column, sequence.ownedByTable.schema, sequence.ownedByTable.name, sequence.ownedByColumn);
}

bool hasOwner(const Catalog& catalog, const Sequence& sequence)
{
    const Table* table =
        catalog.get<Table>(keyOf(Kind::Table, sequence.ownedByTable.schema, sequence.ownedByTable.name));
    return table && table->findColumn(sequence.ownedByColumn);
}

/// OWNED BY is a step of its own: the column's default needs the sequence, and this needs the column.
Step ownedByStep(const ObjectKey& key, const Sequence& sequence)
{
    const QualifiedName& table = sequence.ownedByTable;
    Step step;
    std::vector<Lock> locks{{LockMode::ShareRowExclusive, key}};
    std::string target = "NONE";
    step.needs.push_back(key);
    if (!table.empty()) {
        target = quoteName(table) + "." + quoteIdent(sequence.ownedByColumn);
        locks.push_back({LockMode::AccessShare, keyOf(Kind::Table, table.schema, table.name)});
        step.needs.push_back(ownerColumn(sequence));
    }
    step.statements.push_back(
        statement(key, "ALTER SEQUENCE " + quoteName(key.schema, key.name) + " OWNED BY " + target, std::move(locks)));
    return step;
}

void create(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const Sequence& sequence = *object.as<Sequence>();
    std::string sql = sequence.unlogged ? "CREATE UNLOGGED SEQUENCE " : "CREATE SEQUENCE ";
    sql += quoteName(key.schema, key.name);
    if (sequence.options.type != SequenceOptions{}.type)
        sql += " AS " + sequence.options.type;
    sql += optionClauses(defaultsFor(sequence.options), sequence.options);
    Step step;
    step.statements.push_back(statement(key, std::move(sql), {}));
    step.creates.push_back(key);
    if (!sequence.ownedByTable.empty() && !object.attributes.owner.empty())
        step.statements.push_back(ownerStatement(key, object.attributes.owner));
    steps.push_back(std::move(step));
    if (!sequence.ownedByTable.empty())
        steps.push_back(ownedByStep(key, sequence));
}

/// Have the bounds nothing in common, so that no value of before is one of after?
bool areApart(const SequenceOptions& before, const SequenceOptions& after)
{
    return after.minValue > before.maxValue || after.maxValue < before.minValue;
}

/// ALTER SEQUENCE refuses bounds that leave the current value out: it is moved to the nearer bound first.
void moveIntoBounds(const ObjectKey& key, const SequenceOptions& before, const SequenceOptions& after,
                    std::vector<Statement>& statements)
{
    const std::string name = quoteName(key.schema, key.name);
    const auto move = [&](char side, std::int64_t bound) {
        statements.push_back(
            statement(key,
                      std::format("SELECT pg_catalog.setval({}, {}, false) FROM {} WHERE last_value {} {}",
                                  quoteLiteral(name), bound, name, side, bound),
                      {{LockMode::AccessShare, key}}));
    };
    if (after.minValue > before.minValue)
        move('<', after.minValue);
    if (after.maxValue < before.maxValue)
        move('>', after.maxValue);
}

Result<void> alter(const ObjectKey& key, const Object& before, const Object& after, const PlanContext& context,
                   Steps& steps)
{
    const Sequence& old = *before.as<Sequence>();
    const Sequence& now = *after.as<Sequence>();
    const std::string name = quoteName(key.schema, key.name);
    Step step;
    if (old.unlogged != now.unlogged)
        step.statements.push_back(
            statement(key, "ALTER SEQUENCE " + name + (now.unlogged ? " SET UNLOGGED" : " SET LOGGED")));
    const bool apart = areApart(old.options, now.options);
    if (!apart)
        moveIntoBounds(key, old.options, now.options, step.statements);
    if (const std::string clauses = optionClauses(old.options, now.options); !clauses.empty())
        step.statements.push_back(statement(key, "ALTER SEQUENCE " + name + clauses + (apart ? " RESTART" : ""),
                                            {{LockMode::ShareRowExclusive, key}}));
    if (!step.statements.empty()) {
        step.drops.push_back(key);
        step.creates.push_back(key);
        steps.push_back(std::move(step));
    }
    if (apart)
        for (Statement& counted : tables::countOnFromUsers(key, context))
            steps.push_back({.statements = {std::move(counted)}, .needs = {key}});
    if (old.ownedByTable == now.ownedByTable && old.ownedByColumn == now.ownedByColumn)
        return {};
    // A dropped column would take the sequence along: it is freed before. A new column gets it later, since its table may want a name that
    // the old one still has.
    const bool inTwoSteps = !old.ownedByTable.empty() && !hasOwner(context.to, old) && !now.ownedByTable.empty() &&
                            !hasOwner(context.from, now);
    Step owned = ownedByStep(key, inTwoSteps ? Sequence{} : now);
    if (inTwoSteps)
        owned.precedes.push_back(ownerColumn(now));
    if (old.ownedByTable.empty() && !after.attributes.owner.empty() &&
        before.attributes.owner != after.attributes.owner)
        owned.statements.insert(owned.statements.begin(), ownerStatement(key, after.attributes.owner));
    if (const QualifiedName& table = old.ownedByTable; !table.empty())
        owned.outlives = {keyOf(Kind::Table, table.schema, table.name), ownerColumn(old)};
    steps.push_back(std::move(owned));
    if (inTwoSteps)
        steps.push_back(ownedByStep(key, now));
    return {};
}

void drop(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    if (const auto successors = tables::successorsOf(key, context); !successors.empty()) {
        const ObjectKey aside = tables::asideSequence(key, context);
        Step over{.needs = {aside}};
        Step away{.statements = {tables::stepAside(key, key, context)}, .drops = {key}, .creates = {aside}};
        if (const auto& body = *object.as<Sequence>(); !body.ownedByTable.empty() && !hasOwner(context.to, body)) {
            // Its owner's DROP would take it along.
            away.statements.insert(away.statements.begin(), ownedByStep(key, {}).statements.front());
            away.outlives = {keyOf(Kind::Table, body.ownedByTable.schema, body.ownedByTable.name), ownerColumn(body)};
            away.drops.clear(); // that is listed there, after the owner's default, which uses it still
            over.follows = {key};
        }
        steps.push_back(std::move(away));
        for (const tables::Counter& successor : successors) {
            over.statements.push_back(tables::takeOverState(key, aside, successor));
            over.needs.push_back(successor.sequence);
        }
        over.statements.push_back(statement(key, "DROP SEQUENCE " + quoteName(aside.schema, aside.name), {}));
        steps.push_back(std::move(over));
        return;
    }
    dropByIdentity(key, object, context, steps);
    Statement& dropped = steps.back().statements.back();
    dropped.losesData = true;
    dropped.hazards.push_back({"drop-sequence", "The sequence's current value is lost."});
}

} // namespace

template <> const KindOps& kindOpsOf<Sequence>()
{
    static constexpr KindOps ops{.kind = Kind::Sequence,
                                 .read = readSequences,
                                 .identity = identity,
                                 .grantTarget = identity,
                                 .invalidates = invalidates,
                                 .create = create,
                                 .alter = alter,
                                 .drop = drop,
                                 .rename = renameByIdentity,
                                 .move = moveByIdentity};
    return ops;
}

} // namespace schemawright
