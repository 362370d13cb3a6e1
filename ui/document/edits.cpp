#include "ui/document/edits.h"

#include "model/rename.h"
#include "model/sql.h"

#include <algorithm>
#include <set>

namespace schemawright {

namespace {

/// NAMEDATALEN - 1; PostgreSQL 17 manual, "Identifiers and Key Words".
constexpr std::size_t maxNameBytes = 63;

std::unexpected<Error> notThere(const ObjectKey& key)
{
    return fail(ErrorCode::NotFound, key.display() + " is no longer in the model");
}

ObjectKey tableOf(const ObjectKey& part)
{
    return keyOf(Kind::Table, part.schema, part.parent);
}

/// The diagrams follow a renamed table: its card stays where it is.
void renameInDiagrams(ProjectState& state, const ObjectKey& from, const ObjectKey& to)
{
    const auto renamed = [&](ObjectKey key) {
        if (key == from)
            return to;
        if (key.schema == from.schema && key.parent == from.name && from.parent.empty()) {
            key.schema = to.schema;
            key.parent = to.name;
        }
        return key;
    };
    for (Diagram& diagram : state.diagrams) {
        std::map<ObjectKey, CardLayout> cards;
        for (auto& [key, layout] : diagram.cards)
            cards.emplace(renamed(key), layout);
        std::map<ObjectKey, std::vector<Point>> waypoints;
        for (auto& [key, points] : diagram.waypoints)
            waypoints.emplace(renamed(key), std::move(points));
        diagram.cards = std::move(cards);
        diagram.waypoints = std::move(waypoints);
    }
}

/// PostgreSQL's ChooseRelationName: table_columns_suffix, cut to fit.
std::string constraintName(const std::string& table, const std::vector<std::string>& columns, std::string_view suffix)
{
    std::string middle = join(columns, "_");
    std::string name = table;
    const std::size_t overhead = suffix.size() + 1 + (middle.empty() ? 0 : 1);
    while (name.size() + middle.size() + overhead > maxNameBytes) {
        std::string& longer = name.size() > middle.size() ? name : middle;
        longer.pop_back();
        while (!longer.empty() && (static_cast<unsigned char>(longer.back()) & 0xC0U) == 0x80U)
            longer.pop_back();
    }
    return name + (middle.empty() ? "" : "_" + middle) + "_" + std::string(suffix);
}

std::string_view suffixOf(ConstraintType type)
{
    switch (type) {
    case ConstraintType::PrimaryKey: return "pkey";
    case ConstraintType::Unique: return "key";
    case ConstraintType::ForeignKey: return "fkey";
    case ConstraintType::Check: return "check";
    case ConstraintType::Exclude: return "excl";
    }
    return "check";
}

std::vector<std::string> nameColumns(const Constraint& constraint)
{
    return constraint.type == ConstraintType::PrimaryKey ? std::vector<std::string>{} : constraint.columns;
}

/// Names that were derived from the old name of something new are derived from its new name.
void followDefaultNames(ProjectState& state, const ObjectKey& before, const ObjectKey& after)
{
    const bool column = after.kind == Kind::Column;
    const ObjectKey key = column ? tableOf(after) : after;
    const auto older = [&](std::vector<std::string> columns) {
        if (column)
            std::ranges::replace(columns, after.name, before.name);
        return columns;
    };
    const std::string& oldTable = column ? key.name : before.name;
    const Object* object = state.catalog.find(key);
    if (object == nullptr || object->as<Table>() == nullptr)
        return;
    Table table = *object->as<Table>();
    for (Constraint& constraint : table.constraints) {
        const std::string_view suffix = suffixOf(constraint.type);
        if (constraint.name == constraintName(oldTable, older(nameColumns(constraint)), suffix))
            constraint.name = constraintName(key.name, nameColumns(constraint), suffix);
    }
    for (Column& each : table.columns) {
        const std::string& oldColumn = column && each.name == after.name ? before.name : each.name;
        if (each.identitySequence == oldTable + "_" + oldColumn + "_seq")
            each.identitySequence.clear();
    }
    std::ranges::sort(table.constraints, {}, &Constraint::name);
    state.catalog = state.catalog.with(key, {std::move(table), object->attributes});
}

void removeTable(ProjectState& state, const ObjectKey& key)
{
    const QualifiedName name{key.schema, key.name};
    std::vector<ObjectKey> gone{key};
    for (const auto& child : state.catalog.childrenOf(key.schema, key.name))
        gone.push_back(*child.key);
    for (const auto& entry : Catalog(state.catalog)) {
        if (const Sequence* sequence = entry.object->as<Sequence>(); sequence && sequence->ownedByTable == name)
            gone.push_back(*entry.key);
        const Table* other = entry.object->as<Table>();
        if (other == nullptr || *entry.key == key)
            continue;
        Table changed = *other;
        if (std::erase_if(changed.constraints, [&](const Constraint& c) { return c.refTable == name; }) > 0)
            state.catalog = state.catalog.with(*entry.key, {std::move(changed), entry.object->attributes});
    }
    for (const ObjectKey& each : gone)
        state.catalog = state.catalog.without(each);
    for (Diagram& diagram : state.diagrams) {
        diagram.cards.erase(key);
        std::erase_if(diagram.waypoints, [&](const auto& item) {
            return item.first.schema == key.schema && item.first.parent == key.name;
        });
    }
}

Result<void> removeColumn(ProjectState& state, const ObjectKey& key)
{
    const ObjectKey tableKey = tableOf(key);
    const auto names = [&](const std::vector<std::string>& columns) {
        return std::ranges::contains(columns, key.name);
    };
    const Result<void> changed = changeTable(state, tableKey, [&](Table& table) -> Result<void> {
        if (std::erase_if(table.columns, [&](const Column& c) { return c.name == key.name; }) == 0)
            return notThere(key);
        // As PostgreSQL does: constraints over the column go with it.
        std::erase_if(table.constraints, [&](const Constraint& c) { return names(c.columns) || names(c.include); });
        return {};
    });
    if (!changed)
        return changed;
    for (const auto& entry : Catalog(state.catalog)) {
        const Index* index = entry.object->as<Index>();
        if (index && entry.key->schema == key.schema && entry.key->parent == key.parent &&
            (names(index->include) || std::ranges::contains(index->keys, key.name, &IndexKey::column)))
            state.catalog = state.catalog.without(*entry.key);
        if (const Sequence* sequence = entry.object->as<Sequence>();
            sequence && sequence->ownedByTable == QualifiedName{key.schema, key.parent} &&
            sequence->ownedByColumn == key.name)
            state.catalog = state.catalog.without(*entry.key);
        const Table* table = entry.object->as<Table>();
        const auto references = [&](const Constraint& c) {
            return c.refTable == QualifiedName{key.schema, key.parent} && names(c.refColumns);
        };
        if (table && std::ranges::any_of(table->constraints, references)) {
            Table other = *state.catalog.get<Table>(*entry.key);
            std::erase_if(other.constraints, references);
            state.catalog = state.catalog.with(*entry.key, {std::move(other), entry.object->attributes});
        }
    }
    return {};
}

Result<void> removeElement(ProjectState& state, const ObjectKey& key)
{
    if (!hasElement(state.catalog, key))
        return {}; // went with another one of the selection
    if (key.kind == Kind::Column)
        return removeColumn(state, key);
    if (key.kind == Kind::Constraint) {
        return changeTable(state, tableOf(key), [&](Table& table) -> Result<void> {
            std::erase_if(table.constraints, [&](const Constraint& c) { return c.name == key.name; });
            return {};
        });
    }
    if (isTableOrView(key.kind))
        removeTable(state, key);
    else
        state.catalog = state.catalog.without(key);
    return {};
}

} // namespace

Result<void> renameElement(ProjectState& state, const ObjectKey& key, const std::string& newName, const Catalog& known)
{
    if (newName == key.name)
        return {};
    if (newName.empty())
        return fail(ErrorCode::Usage, "a name must not be empty");
    if (newName.size() > maxNameBytes)
        return fail(ErrorCode::Usage,
                    "a name in PostgreSQL has at most 63 bytes, this one has " + std::to_string(newName.size()));
    if (!hasElement(state.catalog, key))
        return notThere(key);
    const Rename rename{key, newName};
    const ObjectKey renamed = renamedKey(rename);
    if (nameTaken(state.catalog, renamed))
        return fail(ErrorCode::Conflict, renamed.display() + " already exists");
    state.catalog = renameNames(state.catalog, rename);
    renameInDiagrams(state, key, renamed);
    recordRename(state.renames, rename);
    if ((key.kind == Kind::Table || key.kind == Kind::Column) && !hasElement(known, key))
        followDefaultNames(state, key, renamed);
    return {};
}

bool canMove(const Catalog& catalog, const ObjectKey& key)
{
    const Sequence* sequence = catalog.get<Sequence>(key);
    return hasOwnSchema(key) && (sequence == nullptr || sequence->ownedByTable.empty());
}

Result<void> moveToSchema(ProjectState& state, const ObjectKey& key, const std::string& schema)
{
    if (schema == key.schema)
        return {};
    if (!hasElement(state.catalog, key))
        return notThere(key);
    if (!canMove(state.catalog, key))
        return fail(ErrorCode::Unsupported,
                    key.display() + " cannot be moved on its own, because it moves with its table");
    const Rename move = moveOf(state.catalog, key, schema, key.name);
    const ObjectKey moved = renamedKey(move);
    const Catalog there = renameNames(state.catalog, move);
    for (const auto& entry : there) {
        // What came along has to find its name free, too.
        if (entry.key->schema != schema || state.catalog.findEntry(*entry.key) != nullptr || *entry.key == moved)
            continue;
        if (nameTaken(state.catalog, *entry.key))
            return fail(ErrorCode::Conflict, entry.key->display() + " cannot be moved, because schema " + schema +
                                                 " already has an object named " + entry.key->name);
    }
    if (nameTaken(state.catalog, moved))
        return fail(ErrorCode::Conflict, moved.display() + " already exists");
    state.catalog = there;
    renameInDiagrams(state, key, moved);
    recordRename(state.renames, move);
    return {};
}

Result<void> changeObject(ProjectState& state, const ObjectKey& key, const std::function<void(Object&)>& change)
{
    const Object* object = state.catalog.find(key);
    if (object == nullptr)
        return notThere(key);
    Object changed = *object;
    change(changed);
    if (changed != *object)
        state.catalog = state.catalog.with(key, std::move(changed));
    return {};
}

Result<void> changeTable(ProjectState& state, const ObjectKey& key, const std::function<Result<void>(Table&)>& change)
{
    const Object* object = state.catalog.find(key);
    const Table* table = object ? object->as<Table>() : nullptr;
    if (table == nullptr)
        return notThere(key);
    Table changed = *table;
    if (Result<void> done = change(changed); !done)
        return done;
    std::ranges::sort(changed.constraints, {}, &Constraint::name);
    if (changed != *table)
        state.catalog = state.catalog.with(key, {std::move(changed), object->attributes});
    return {};
}

Result<void> changeColumn(ProjectState& state, const ObjectKey& key, const std::function<void(Column&)>& change)
{
    return changeTable(state, tableOf(key), [&](Table& table) -> Result<void> {
        const auto column = std::ranges::find(table.columns, key.name, &Column::name);
        if (column == table.columns.end())
            return notThere(key);
        change(*column);
        return {};
    });
}

Result<void> changeConstraint(ProjectState& state, const ObjectKey& key, const std::function<void(Constraint&)>& change)
{
    return changeTable(state, tableOf(key), [&](Table& table) -> Result<void> {
        const auto constraint = std::ranges::find(table.constraints, key.name, &Constraint::name);
        if (constraint == table.constraints.end())
            return notThere(key);
        change(*constraint);
        return {};
    });
}

Result<ObjectKey> changeKeyColumns(ProjectState& state, const ObjectKey& key, const std::vector<std::string>& columns,
                                   const Catalog& known)
{
    ObjectKey changed = key;
    const Result<void> done = changeTable(state, tableOf(key), [&](Table& table) -> Result<void> {
        const auto found = std::ranges::find(table.constraints, key.name, &Constraint::name);
        if (found == table.constraints.end())
            return notThere(key);
        const auto derived = [&] { return constraintName(key.parent, nameColumns(*found), suffixOf(found->type)); };
        const bool follows = found->name == derived() && !hasElement(known, key);
        found->columns = columns;
        if (const std::string name = derived(); follows && table.findConstraint(name) == nullptr)
            changed.name = found->name = name;
        return {};
    });
    if (!done)
        return std::unexpected(done.error());
    if (changed != key)
        renameInDiagrams(state, key, changed);
    return changed;
}

Result<void> changeIndex(ProjectState& state, const ObjectKey& key, const std::function<void(Index&)>& change)
{
    return changeObject(state, key, [&](Object& object) {
        if (Index* index = std::get_if<Index>(&object.body))
            change(*index);
    });
}

ObjectKey addTable(ProjectState& state, const std::string& schema, const std::string& name)
{
    const std::string free =
        freeName(name, [&](const std::string& each) { return state.catalog.findRelation(schema, each) != nullptr; });
    Table table;
    Column id;
    id.name = "id";
    id.type = "bigint";
    id.notNull = true;
    id.identity = Identity::ByDefault;
    table.columns.push_back(std::move(id));
    Constraint key;
    key.name = constraintName(free, {}, "pkey");
    key.type = ConstraintType::PrimaryKey;
    key.columns = {"id"};
    table.constraints.push_back(std::move(key));
    ObjectKey tableKey = keyOf(Kind::Table, schema, free);
    state.catalog = state.catalog.with(tableKey, {std::move(table), {}});
    return tableKey;
}

Result<ObjectKey> addColumn(ProjectState& state, const ObjectKey& key, const std::string& name, const std::string& type)
{
    std::string free;
    const Result<void> done = changeTable(state, key, [&](Table& table) -> Result<void> {
        free = freeName(name, [&](const std::string& each) { return table.findColumn(each) != nullptr; });
        Column column;
        column.name = free;
        column.type = type;
        table.columns.push_back(std::move(column));
        return {};
    });
    if (!done)
        return std::unexpected(done.error());
    return childKey(Kind::Column, key.schema, key.name, free);
}

Result<ObjectKey> addForeignKey(ProjectState& state, const ObjectKey& key, const std::string& column,
                                const ObjectKey& target)
{
    const Table* referenced = state.catalog.get<Table>(target);
    if (referenced == nullptr)
        return notThere(target);
    const Constraint* primary = referenced->primaryKey();
    if (primary == nullptr)
        return fail(ErrorCode::Usage, target.display() + " has no primary key for a foreign key to reference",
                    "add a primary key first");
    Constraint constraint;
    constraint.type = ConstraintType::ForeignKey;
    constraint.refTable = {target.schema, target.name};
    constraint.refColumns = primary->columns;
    if (!column.empty() && primary->columns.size() == 1) {
        constraint.columns = {column};
    } else {
        for (const std::string& part : primary->columns) {
            const Column* original = referenced->findColumn(part);
            Result<ObjectKey> added =
                addColumn(state, key, target.name + "_" + part, original ? original->type : "bigint");
            if (!added)
                return added;
            constraint.columns.push_back(added->name);
        }
    }
    return addConstraint(state, key, std::move(constraint));
}

Result<ObjectKey> addConstraint(ProjectState& state, const ObjectKey& key, Constraint constraint)
{
    std::string name;
    const Result<void> done = changeTable(state, key, [&](Table& table) -> Result<void> {
        name = freeName(constraintName(key.name, nameColumns(constraint), suffixOf(constraint.type)),
                        [&](const std::string& each) { return table.findConstraint(each) != nullptr; });
        constraint.name = name;
        if (constraint.type == ConstraintType::PrimaryKey) {
            for (Column& column : table.columns) {
                if (std::ranges::contains(constraint.columns, column.name))
                    column.notNull = true;
            }
        }
        table.constraints.push_back(constraint);
        return {};
    });
    if (!done)
        return std::unexpected(done.error());
    return childKey(Kind::Constraint, key.schema, key.name, name);
}

Result<ObjectKey> addIndex(ProjectState& state, const ObjectKey& key, const std::vector<std::string>& columns)
{
    if (columns.empty())
        return fail(ErrorCode::Usage, "an index needs a column");
    Index index;
    for (const std::string& column : columns) {
        IndexKey part;
        part.column = column;
        index.keys.push_back(std::move(part));
    }
    const std::string name = freeName(constraintName(key.name, columns, "idx"), [&](const std::string& each) {
        return nameTaken(state.catalog, childKey(Kind::Index, key.schema, key.name, each));
    });
    ObjectKey indexKey = childKey(Kind::Index, key.schema, key.name, name);
    state.catalog = state.catalog.with(indexKey, {std::move(index), {}});
    return indexKey;
}

Result<void> removeElements(ProjectState& state, const std::vector<ObjectKey>& keys)
{
    for (const ObjectKey& key : keys) {
        if (Result<void> done = removeElement(state, key); !done)
            return done;
    }
    return {};
}

std::string freeName(const std::string& name, const std::function<bool(const std::string&)>& taken)
{
    std::string free = name;
    for (int number = 1; taken(free); ++number)
        free = name + "_" + std::to_string(number);
    return free;
}

Diagram* findDiagram(ProjectState& state, const std::string& name)
{
    const auto found = std::ranges::find(state.diagrams, name, &Diagram::name);
    return found == state.diagrams.end() ? nullptr : &*found;
}

const Diagram* findDiagram(const ProjectState& state, const std::string& name)
{
    const auto found = std::ranges::find(state.diagrams, name, &Diagram::name);
    return found == state.diagrams.end() ? nullptr : &*found;
}

} // namespace schemawright
