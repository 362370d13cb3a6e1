#include "diff/kinds/table/index_collisions.h"

#include "diff/kinds/table/column_types.h"
#include "diff/kinds/table/table.h"
#include "diff/kinds/table/value_cast.h"
#include "diff/kinds/table/value_loss.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright::tables {

namespace {

/// The extension citext may be in any schema.
bool isCitext(std::string_view type)
{
    return type == "citext" || type.ends_with(".citext");
}

bool isText(const std::string& type)
{
    const std::string name = withoutModifiers(type);
    return name == "text" || name == "character varying";
}

/// Whether different texts may be equal under the collation, which is named as in SQL: it is not deterministic. PostgreSQL 17 manual, "Collation
/// Support".
bool equatesTexts(const Catalog& catalog, const std::string& collation)
{
    const auto isDeterministic = [](const auto& body) {
        if constexpr (requires { body.definition.front().value; })
            return !std::ranges::contains(body.definition, Option{"deterministic", "false"});
        else
            return true;
    };
    return !collation.empty() && std::ranges::any_of(catalog, [&](const Catalog::Entry& entry) {
        return quoteName(entry.key->schema, entry.key->name) == collation &&
               !std::visit(isDeterministic, entry.object->body);
    });
}

bool isUniqueIn(const Index& index, const std::string& column)
{
    return index.unique && std::ranges::any_of(index.keys, [&](const IndexKey& key) {
               return key.column.empty() || key.column == column;
           });
}

bool isUniqueIn(const Constraint& constraint, const std::string& column)
{
    return constraint.type == ConstraintType::Exclude ||
           (hasIndex(constraint.type) && std::ranges::contains(constraint.columns, column));
}

/// Whether the element of the table keeps the values of the column apart, before and after.
bool keepsApart(const ObjectKey& element, const ObjectKey& column, const PlanContext& context)
{
    const auto stays = [&](const Catalog& catalog) {
        if (const auto* index = catalog.get<Index>(element))
            return isUniqueIn(*index, column.name);
        const auto* table = catalog.get<Table>(schemawright::keyOf(Kind::Table, element.schema, element.parent));
        const Constraint* constraint =
            table && element.kind == Kind::Constraint ? table->findConstraint(element.name) : nullptr;
        return constraint && isUniqueIn(*constraint, column.name);
    };
    return element.schema == column.schema && element.parent == column.parent && stays(context.from) &&
           stays(context.to);
}

} // namespace

bool makesValuesEqual(const Column& before, const Column& after, const PlanContext& context)
{
    const std::string old = underDomains(context.from, before.type);
    const std::string now = underDomains(context.to, after.type);
    const bool asText = isText(now) || withoutModifiers(now) == "name";
    return (isCitext(now) && !isCitext(old)) || (isText(old) && !asText && now != old) ||
           !valueLoss(old, now).empty() ||
           (equatesTexts(context.to, after.collation) && !equatesTexts(context.from, before.collation));
}

void sayCollisions(const ObjectKey& column, const PlanContext& context, Statement& statement)
{
    // What is dropped and made again says so itself.
    for (const ObjectKey& element : context.from.dependencies().on(column))
        if (!context.recreated.contains(element) && keepsApart(element, column, context))
            statement.hazards.push_back(
                {"create-unique-index-may-fail",
                 std::format("Values of {} that differ before may be equal after. {} cannot be built where two are.",
                             column.display(), element.display())});
}

} // namespace schemawright::tables
