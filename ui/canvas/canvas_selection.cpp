#include "ui/canvas/canvas_private.h"

#include "ui/basics/text.h"
#include "ui/picture/note_text.h"

#include <cmath>
#include <iterator>

/// The selection, by click and by key.
namespace schemawright {

void CanvasView::Private::select(std::set<ObjectKey> keys, std::set<std::string> notes)
{
    if (keys == highlight.selected && notes == highlight.selectedNotes)
        return;
    const bool changed = keys != highlight.selected;
    showSelected(std::move(keys), std::move(notes));
    updateFocus();
    if (focusMode)
        repaintAll();
    announceSelection();
    if (changed)
        Q_EMIT q->selectionChanged(q->selection());
}

/// Only what joins or leaves the selection is painted anew.
void CanvasView::Private::showSelected(std::set<ObjectKey> keys, std::set<std::string> notes)
{
    std::vector<ObjectKey> changed;
    std::ranges::set_symmetric_difference(keys, highlight.selected, std::back_inserter(changed));
    const bool notesChanged = notes != highlight.selectedNotes;
    highlight.selected = std::move(keys);
    highlight.selectedNotes = std::move(notes);
    QRegion region;
    for (const ObjectKey& key : changed) {
        if (const auto line = std::ranges::lower_bound(scene.relations, key, {}, &Relation::key);
            line != scene.relations.end() && line->key == key)
            repaintRelation(static_cast<std::size_t>(line - scene.relations.begin()));
        else if (const auto card = cardOf(key))
            region |= toPixels(scene.cards[*card].rect()).toAlignedRect().adjusted(-10, -10, 10, 12);
    }
    stale |= region & q->viewport()->rect();
    if (notesChanged)
        repaintNotes();
    q->viewport()->update();
}

/// Who steps back: all but the selected cards and those they have lines with; the ends of selected lines stay too.
void CanvasView::Private::updateFocus()
{
    highlight.faded.clear();
    if (!focusMode || highlight.selected.empty())
        return;
    std::vector<char> near(scene.cards.size(), 0);
    for (const std::size_t card : selectedCards())
        near[card] = 2;
    for (const Relation& relation : scene.relations) {
        const bool selected = highlight.selected.contains(relation.key);
        if (selected || near[relation.from] == 2)
            near[relation.to] = std::max<char>(near[relation.to], 1);
        if (selected || near[relation.to] == 2)
            near[relation.from] = std::max<char>(near[relation.from], 1);
    }
    for (const char each : near)
        highlight.faded.push_back(each == 0 ? 1 : 0);
}

void CanvasView::Private::announceSelection()
{
    QStringList names;
    for (const ObjectKey& key : highlight.selected) {
        if (names.size() < 5)
            names << toQt(oneLine(key.display()));
    }
    q->setAccessibleDescription(names.isEmpty() ? tr("Nothing selected")
                                                : tr("Selected: %1").arg(names.join(QStringLiteral(", "))));
    Q_EMIT q->selectionShown();
}

void CanvasView::Private::click(const CanvasHit& hit, Qt::KeyboardModifiers modifiers)
{
    std::set<ObjectKey> keys = highlight.selected;
    std::set<std::string> notes = highlight.selectedNotes;
    const ObjectKey key = keyOf(hit);
    const bool adds = modifiers & (Qt::ControlModifier | Qt::ShiftModifier);
    if (!adds) {
        keys.clear();
        notes.clear();
    }
    if (hit.note) {
        const std::string& id = scene.notes[*hit.note].id;
        if (!notes.erase(id))
            notes.insert(id);
    } else if (!key.name.empty() && !keys.erase(key)) {
        keys.insert(key);
    }
    select(std::move(keys), std::move(notes));
}

/// From the selected card to the next one in that direction; in a column, to the next row.
void CanvasView::Private::moveSelection(int key)
{
    if (scene.cards.empty())
        return;
    const std::vector<std::size_t> cards = selectedCards();
    const Point from = cards.empty() ? visible().center() : scene.cards[cards.front()].rect().center();
    std::optional<std::size_t> best;
    double bestScore = 0;
    for (std::size_t i = 0; i < scene.cards.size(); ++i) {
        const Point to = scene.cards[i].rect().center();
        double ahead = 0;
        double aside = 0;
        switch (key) {
        case Qt::Key_Left:
            ahead = from.x - to.x;
            aside = to.y - from.y;
            break;
        case Qt::Key_Right:
            ahead = to.x - from.x;
            aside = to.y - from.y;
            break;
        case Qt::Key_Up:
            ahead = from.y - to.y;
            aside = to.x - from.x;
            break;
        default:
            ahead = to.y - from.y;
            aside = to.x - from.x;
            break;
        }
        const double score = cards.empty() ? std::hypot(ahead, aside) : ahead + 2 * std::abs(aside);
        if ((cards.empty() || ahead > 1) && (!best || score < bestScore)) {
            best = i;
            bestScore = score;
        }
    }
    if (!best)
        return;
    select({scene.cards[*best].key});
    bringIntoView(scene.cards[*best].rect());
}

void CanvasView::Private::bringIntoView(const Rect& rect)
{
    const Rect view = visible();
    if (!view.contains({rect.x, rect.y}) || !view.contains({rect.right(), rect.bottom()}))
        setView({rect.center().x - view.width / 2, rect.center().y - view.height / 2}, zoom);
}

void CanvasView::Private::stepToNote(bool forward)
{
    const std::size_t count = scene.notes.size();
    if (count == 0)
        return;
    const auto selected = highlight.selectedNotes.size() == 1 ? noteOf(*highlight.selectedNotes.begin()) : std::nullopt;
    const std::size_t next = !selected ? (forward ? 0 : count - 1) : (*selected + (forward ? 1 : count - 1)) % count;
    select({}, {scene.notes[next].id});
    bringIntoView(noteRect(scene.notes[next]));
}

void CanvasView::Private::stepToLine(bool forward)
{
    const auto current = highlight.selected.size() == 1
                             ? std::ranges::find(scene.relations, *highlight.selected.begin(), &Relation::key)
                             : scene.relations.end();
    // From a card along its own lines; a line goes on among those of the card it came from.
    std::optional<ObjectKey> walk = current != scene.relations.end() ? lineWalk : std::nullopt;
    if (const std::vector<std::size_t> cards = selectedCards(); cards.size() == 1)
        walk = scene.cards[cards.front()].key;
    const std::optional<std::size_t> of = walk ? cardOf(*walk) : std::nullopt;
    std::vector<std::size_t> lines;
    for (std::size_t i = 0; i < scene.relations.size(); ++i) {
        if (!of || scene.relations[i].from == *of || scene.relations[i].to == *of)
            lines.push_back(i);
    }
    if (lines.empty())
        return;
    const auto at = std::ranges::find(lines, static_cast<std::size_t>(current - scene.relations.begin()));
    const auto count = static_cast<std::ptrdiff_t>(lines.size());
    const std::ptrdiff_t next =
        at == lines.end() ? (forward ? 0 : count - 1) : (at - lines.begin() + (forward ? 1 : count - 1)) % count;
    const Relation& line = scene.relations[lines[static_cast<std::size_t>(next)]];
    select({line.key});
    lineWalk = std::move(walk);
    bringIntoView(boundsOf(line.path));
}

CanvasHit CanvasView::Private::selectedHit() const
{
    if (const auto cards = selectedCards(); !cards.empty())
        return {.card = cards.front()};
    if (highlight.selectedNotes.size() == 1)
        return {.note = noteOf(*highlight.selectedNotes.begin())};
    if (highlight.selected.size() == 1) {
        const auto line = std::ranges::find(scene.relations, *highlight.selected.begin(), &Relation::key);
        if (line != scene.relations.end())
            return {.relation = static_cast<std::size_t>(line - scene.relations.begin())};
    }
    return {};
}

QPointF CanvasView::Private::placeOf(const CanvasHit& hit) const
{
    if (hit.card)
        return toPixels(scene.cards[*hit.card].rect()).center();
    if (hit.note)
        return toPixels(noteRect(scene.notes[*hit.note])).center();
    if (hit.relation) {
        const std::vector<Point>& path = scene.relations[*hit.relation].path;
        return toPixels(path[path.size() / 2]);
    }
    return QRectF(q->viewport()->rect()).center();
}

void CanvasView::Private::stepTo(int key)
{
    const std::vector<std::size_t> cards = selectedCards();
    if (cards.size() != 1 || scene.cards[cards.front()].content->rows.empty())
        return;
    const std::size_t card = cards.front();
    const ObjectKey& selected = *highlight.selected.begin();
    const auto row = selected.kind == Kind::Column ? scene.cards[card].content->rowOf(selected.name) : std::nullopt;
    if (key == Qt::Key_Down)
        select({columnKey(card, row ? std::min(*row + 1, scene.cards[card].content->rows.size() - 1) : 0)});
    else if (row)
        select({*row == 0 ? scene.cards[card].key : columnKey(card, *row - 1)});
}

} // namespace schemawright
