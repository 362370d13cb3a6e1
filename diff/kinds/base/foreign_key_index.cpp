#include "diff/kinds/base/foreign_key_index.h"

#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright {

namespace {

/// A foreign key is looked up by equality: the order of its columns in the index does not matter.
bool beginsWith(const std::vector<std::string>& columns, const std::vector<std::string>& wanted)
{
    return columns.size() >= wanted.size() &&
           std::is_permutation(wanted.begin(), wanted.end(), columns.begin(),
                               columns.begin() + static_cast<std::ptrdiff_t>(wanted.size()));
}

bool serves(const Index& index, const std::vector<std::string>& wanted)
{
    const bool all = index.where.empty() ||
                     (wanted.size() == 1 && index.where == "(" + quoteIdent(wanted.front()) + " IS NOT NULL)");
    if (!all || !index.valid)
        return false;
    std::vector<std::string> columns;
    for (const IndexKey& part : index.keys) {
        if (part.column.empty()) // an expression
            break;
        columns.push_back(part.column);
    }
    return beginsWith(columns, wanted);
}

} // namespace

bool lacksIndex(const Catalog& catalog, const ObjectKey& table, const Constraint& constraint)
{
    if (constraint.type != ConstraintType::ForeignKey || !constraint.local || !constraint.parentConstraint.empty())
        return false;
    const auto* body = catalog.get<Table>(table);
    const auto isServingKey = [&](const Constraint& key) {
        return (key.type == ConstraintType::PrimaryKey || key.type == ConstraintType::Unique) &&
               beginsWith(key.columns, constraint.columns);
    };
    if (!body || std::ranges::any_of(body->constraints, isServingKey))
        return false;
    return std::ranges::none_of(catalog.childrenOf(table.schema, table.name), [&](const Catalog::Entry& child) {
        const auto* index = child.object->as<Index>();
        return index && serves(*index, constraint.columns);
    });
}

std::string withoutIndexText(const ObjectKey& table, const Constraint& constraint)
{
    return std::format("{}: no index of {} starts with ({})", quoteIdent(constraint.name), table.display(),
                       identList(constraint.columns));
}

} // namespace schemawright
