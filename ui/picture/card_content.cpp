#include "ui/picture/card_content.h"

#include "model/sql.h"

#include <array>
#include <cmath>
#include <set>

namespace schemawright {
namespace {

using Metrics = CardMetrics;

std::string subtitleOf(const CardSource& source)
{
    const Object& object = *source.relation->object;
    std::string kind;
    if (viewColumns(object))
        kind = kindName(object.kind());
    else if (const auto* table = object.as<Table>(); table && !table->partitionBy.empty())
        kind = source.partitions == 1 ? "1 partition" : std::to_string(source.partitions) + " partitions";
    else if (table && !table->partitionOf.empty())
        kind = "partition of " + oneLine(table->partitionOf.name);
    const std::string schema = source.showSchema ? oneLine(source.relation->key->schema) : std::string();
    if (schema.empty() || kind.empty())
        return schema + kind;
    return schema + " \u00b7 " + kind;
}

CardShape shapeOf(const Object& object)
{
    if (object.as<View>())
        return CardShape::View;
    if (object.as<MaterializedView>())
        return CardShape::MaterializedView;
    const auto* table = object.as<Table>();
    return table && !table->partitionBy.empty() ? CardShape::PartitionedTable : CardShape::Table;
}

/// What the constraints and indexes say about each column.
struct ColumnFacts {
    std::set<std::string_view> primary, foreign, unique, indexed;
};

ColumnFacts factsOf(const Table& table, const CardSource& source)
{
    ColumnFacts facts;
    for (const Constraint& constraint : table.constraints) {
        if (constraint.type == ConstraintType::PrimaryKey)
            facts.primary.insert(constraint.columns.begin(), constraint.columns.end());
        else if (constraint.type == ConstraintType::ForeignKey)
            facts.foreign.insert(constraint.columns.begin(), constraint.columns.end());
        else if (constraint.type == ConstraintType::Unique && constraint.columns.size() == 1)
            facts.unique.insert(constraint.columns.front());
        else if (constraint.type == ConstraintType::Unique && !constraint.columns.empty())
            facts.indexed.insert(constraint.columns.front());
    }
    for (const Catalog::Entry* entry : source.indexes) {
        const auto* index = entry->object->as<Index>();
        if (!index || index->keys.empty() || index->keys.front().column.empty())
            continue;
        const bool unique = index->unique && index->keys.size() == 1 && index->where.empty();
        (unique ? facts.unique : facts.indexed).insert(index->keys.front().column);
    }
    return facts;
}

std::vector<CardRow> tableRows(const Table& table, const CardSource& source, CardCollapse collapse)
{
    const ColumnFacts facts = factsOf(table, source);
    std::vector<CardRow> rows;
    for (const Column& column : table.columns) {
        CardRow row{.column = column.name, .name = {}, .type = column.type};
        row.primaryKey = facts.primary.contains(column.name);
        row.foreignKey = facts.foreign.contains(column.name);
        row.unique = facts.unique.contains(column.name);
        row.indexed = facts.indexed.contains(column.name);
        row.notNull = column.notNull || row.primaryKey;
        if (collapse == CardCollapse::None || row.primaryKey || row.foreignKey)
            rows.push_back(std::move(row));
    }
    std::ranges::stable_partition(rows, [](const CardRow& row) { return row.primaryKey; });
    return rows;
}

std::vector<CardRow> viewRows(const std::vector<ViewColumn>& columns, CardCollapse collapse)
{
    std::vector<CardRow> rows;
    if (collapse != CardCollapse::None)
        return rows;
    for (const ViewColumn& column : columns)
        rows.push_back({.column = column.name, .name = {}, .type = column.type});
    return rows;
}

std::size_t columnCount(const Object& object)
{
    if (const auto* table = object.as<Table>())
        return table->columns.size();
    const auto* columns = viewColumns(object);
    return columns ? columns->size() : 0;
}

/// Sets the drawn texts and the size: as wide as the widest row within limits, in whole units.
void measureContent(CardContent& content, std::string_view schema, bool showTypes)
{
    const TextMeasure& measure = builtinTextMeasure();
    constexpr double nameLimit = 260;
    constexpr double typeLimit = 170;
    double nameWidth = 0;
    double typeWidth = 0;
    for (CardRow& row : content.rows) {
        const FontWeight weight = row.primaryKey ? FontWeight::Bold : FontWeight::Normal;
        row.name = elided(oneLine(row.column), nameLimit, Metrics::rowSize, weight, measure);
        nameWidth = std::max(nameWidth, measure.width(row.name, weight) * Metrics::rowSize);
        row.type = showTypes ? elided(oneLine(shortType(row.type, schema)), typeLimit, Metrics::typeSize,
                                      FontWeight::Normal, measure)
                             : std::string();
        row.typeWidth = measure.width(row.type, FontWeight::Normal) * Metrics::typeSize;
        typeWidth = std::max(typeWidth, row.typeWidth);
        content.badges = content.badges || (showTypes && (row.unique || row.indexed));
    }
    double width = Metrics::minWidth;
    if (!content.rows.empty()) {
        const double marks = showTypes ? Metrics::nullMarkWidth + (content.badges ? Metrics::badgeWidth : 0) : 0;
        width = std::max(width, Metrics::nameLeft + nameWidth + (showTypes ? Metrics::nameTypeGap + typeWidth : 0) +
                                    marks + Metrics::sidePadding);
    }
    content.title = elided(content.title, Metrics::maxWidth - 2 * Metrics::sidePadding, Metrics::titleSize,
                           FontWeight::Bold, measure);
    width =
        std::max(width, measure.width(content.title, FontWeight::Bold) * Metrics::titleSize + 2 * Metrics::sidePadding);
    const double subtitleWidth = measure.width(content.subtitle, FontWeight::Normal) * Metrics::subtitleSize;
    width = std::max(width, std::min(subtitleWidth + 2 * Metrics::sidePadding, Metrics::maxWidth));
    content.width = std::ceil(width);
    content.subtitle = elided(content.subtitle, content.width - 2 * Metrics::sidePadding, Metrics::subtitleSize,
                              FontWeight::Normal, measure);

    content.titleHeight = content.subtitle.empty() ? Metrics::titleHeight : Metrics::titleHeightWithSubtitle;
    content.height = content.titleHeight;
    if (!content.rows.empty())
        content.height = content.rowTop(content.rows.size()) + Metrics::padding;
}

} // namespace

std::string shortType(std::string_view type, std::string_view schema)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> prefixes{
        {{"character varying", "varchar"}, {"character", "char"}, {"bit varying", "varbit"}}};
    std::string text(type);
    const std::string own = quoteIdent(schema) + ".";
    if (text.starts_with(own))
        return text.substr(own.size());
    for (const auto& [longName, shortName] : prefixes) {
        const bool whole =
            text.size() == longName.size() ||
            (text.size() > longName.size() && (text[longName.size()] == '(' || text[longName.size()] == '['));
        if (text.starts_with(longName) && whole)
            return text.replace(0, longName.size(), shortName);
    }
    if (text.starts_with("timestamp") || text.starts_with("time")) {
        static constexpr std::string_view with = " with time zone";
        static constexpr std::string_view without = " without time zone";
        if (const auto at = text.find(without); at != std::string::npos)
            return text.erase(at, without.size());
        if (const auto at = text.find(with); at != std::string::npos) {
            text.erase(at, with.size());
            return text.insert(text.starts_with("timestamp") ? 9 : 4, "tz");
        }
    }
    return text;
}

std::shared_ptr<const CardContent> cardContent(const CardSource& source, CardCollapse collapse, bool showTypes,
                                               const std::shared_ptr<const CardContent>& previous)
{
    std::vector<std::shared_ptr<const Object>> sources{source.relation->object};
    for (const Catalog::Entry* index : source.indexes)
        sources.push_back(index->object);
    const std::string subtitle = subtitleOf(source);
    const bool same = previous && previous->sources == sources && previous->collapse == collapse &&
                      previous->showTypes == showTypes && previous->basis == subtitle &&
                      previous->alias == source.alias;
    if (same)
        return previous;

    const Object& object = *source.relation->object;
    auto content = std::make_shared<CardContent>();
    content->shape = shapeOf(object);
    content->title = oneLine(source.alias.empty() ? source.relation->key->name : source.alias);
    content->alias = source.alias;
    content->subtitle = subtitle;
    content->basis = subtitle;
    content->showTypes = showTypes;
    content->collapse = collapse;
    content->sources = std::move(sources);
    if (collapse != CardCollapse::Name) {
        if (const auto* table = object.as<Table>())
            content->rows = tableRows(*table, source, collapse);
        else if (const auto* columns = viewColumns(object))
            content->rows = viewRows(*columns, collapse);
    }
    content->keyRows = static_cast<std::size_t>(std::ranges::count_if(content->rows, &CardRow::primaryKey));
    content->hiddenRows = columnCount(object) - content->rows.size();
    measureContent(*content, source.relation->key->schema, showTypes);
    return content;
}

std::optional<std::size_t> CardContent::rowOf(std::string_view column) const
{
    const auto found = std::ranges::find(rows, column, &CardRow::column);
    if (found == rows.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - rows.begin());
}

} // namespace schemawright
