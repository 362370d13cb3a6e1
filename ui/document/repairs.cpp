#include "ui/document/repairs.h"

#include "ui/document/edits.h"

#include <algorithm>

namespace schemawright {

namespace {

Result<void> withoutKey(const Result<ObjectKey>& made)
{
    if (!made)
        return std::unexpected(made.error());
    return {};
}

Result<void> addKey(ProjectState& state, const ObjectKey& table, const std::vector<std::string>& columns)
{
    Constraint key;
    key.type = ConstraintType::PrimaryKey;
    key.columns = columns;
    return withoutKey(addConstraint(state, table, std::move(key)));
}

struct Repairer {
    ProjectState& state;
    const Catalog& known;

    Result<void> operator()(const repair::AddPrimaryKey& each) const
    {
        if (!each.columns.empty())
            return addKey(state, each.table, each.columns);
        const Result<ObjectKey> column = addColumn(state, each.table, "id", "bigint");
        if (!column)
            return std::unexpected(column.error());
        if (Result<void> done = changeColumn(state, *column, [](Column& made) { made.identity = Identity::ByDefault; });
            !done)
            return done;
        return addKey(state, each.table, {column->name});
    }
    Result<void> operator()(const repair::AddIndex& each) const
    {
        return withoutKey(addIndex(state, each.table, each.columns));
    }
    Result<void> operator()(const repair::Retype& each) const
    {
        return changeColumn(state, each.column, [&](Column& column) { column.type = each.type; });
    }
    Result<void> operator()(const repair::RenameTo& each) const
    {
        return renameElement(state, each.key, each.name, known);
    }
    Result<void> operator()(const repair::Remove& each) const { return removeElements(state, {each.key}); }
    Result<void> operator()(const repair::AllowNull& each) const
    {
        return changeColumn(state, each.column, [](Column& column) { column.notNull = false; });
    }
    Result<void> operator()(const repair::EnableRowSecurity& each) const
    {
        return changeTable(state, each.table, [](Table& table) -> Result<void> {
            table.rowSecurity = true;
            return {};
        });
    }
    Result<void> operator()(const repair::Validate& each) const
    {
        return changeConstraint(state, each.constraint, [](Constraint& constraint) { constraint.notValid = false; });
    }
};

} // namespace

Result<void> applyRepair(ProjectState& state, const Repair& repair, const Catalog& known)
{
    return std::visit(Repairer{state, known}, repair);
}

Result<void> applyTemplate(ProjectState& state, const ObjectKey& key, const ColumnTemplate& columns)
{
    bool keyed = false;
    const Result<void> done = changeTable(state, key, [&](Table& table) -> Result<void> {
        keyed = table.primaryKey() != nullptr;
        for (const Column& column : columns.columns) {
            if (table.findColumn(column.name) == nullptr)
                table.columns.push_back(column);
        }
        return {};
    });
    if (!done || keyed || columns.primaryKey.empty())
        return done;
    return addKey(state, key, columns.primaryKey);
}

} // namespace schemawright
