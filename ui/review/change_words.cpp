#include "ui/review/change_words.h"

#include "model/rename.h"

#include <QCoreApplication>

#include <algorithm>

namespace schemawright {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Changes", text);
}

bool isRename(const Change& change)
{
    return change.renamedFrom || std::ranges::any_of(change.details, [](const std::string& detail) {
               return detail.find(" renamed to ") != std::string::npos;
           });
}

ChangeMark markOf(const Change& change)
{
    if (!change.before)
        return ChangeMark::Added;
    if (!change.after)
        return ChangeMark::Dropped;
    return change.renamedFrom ? ChangeMark::Renamed : ChangeMark::Altered;
}

} // namespace

QString markText(const Change& change)
{
    switch (markOf(change)) {
    case ChangeMark::Added: return tr("added");
    case ChangeMark::Dropped: return tr("dropped");
    case ChangeMark::Renamed:
        if (change.renamedFrom->schema == change.key.schema)
            return tr("renamed");
        return change.renamedFrom->name == change.key.name ? tr("moved") : tr("moved, renamed");
    case ChangeMark::Altered: return isRename(change) ? tr("altered, renamed") : tr("altered");
    }
    return {};
}

QColor markColour(const Change& change, const PictureTheme& theme)
{
    const Color colour = [&] {
        switch (markOf(change)) {
        case ChangeMark::Added: return theme.added;
        case ChangeMark::Dropped: return theme.dropped;
        case ChangeMark::Renamed: return theme.renamed;
        case ChangeMark::Altered: return theme.altered;
        }
        return theme.altered;
    }();
    return {colour.red, colour.green, colour.blue};
}

Catalog unionOf(const Difference& difference)
{
    Catalog::Entries entries = difference.from.entries();
    std::erase_if(entries, [&](const Catalog::Entry& entry) {
        if (difference.to.find(*entry.key) != nullptr)
            return false;
        const auto change = std::ranges::find(difference.changes, *entry.key, &Change::key);
        return change == difference.changes.end() || change->after;
    });
    entries.insert(entries.end(), difference.to.begin(), difference.to.end());
    return {std::move(entries), difference.to.dependencies()};
}

std::map<ObjectKey, ChangeMark> diagramMarks(const Difference& all)
{
    std::map<ObjectKey, ChangeMark> marks;
    for (const Change& change : all.changes) {
        marks[change.key] = isRename(change) && !change.renamedFrom && change.details.size() == 1 ? ChangeMark::Altered
                                                                                                  : markOf(change);
        const Table* before = change.before ? change.before->as<Table>() : nullptr;
        const Table* after = change.after ? change.after->as<Table>() : nullptr;
        // An index or trigger alters its table, as far as the diagram shows it.
        if (!change.key.parent.empty())
            marks.emplace(keyOf(Kind::Table, change.key.schema, change.key.parent), ChangeMark::Altered);
        if (before == nullptr || after == nullptr)
            continue;
        for (const Column& column : after->columns) {
            const Column* old = before->findColumn(column.name);
            if (old == nullptr || *old != column)
                marks[childKey(Kind::Column, change.key.schema, change.key.name, column.name)] =
                    old ? ChangeMark::Altered : ChangeMark::Added;
        }
    }
    for (const Rename& rename : all.renames) {
        if (rename.from.kind != Kind::Column)
            continue;
        marks[renamedKey(rename)] = ChangeMark::Renamed;
        marks.emplace(keyOf(Kind::Table, rename.from.schema, rename.from.parent), ChangeMark::Altered);
    }
    return marks;
}

} // namespace schemawright
