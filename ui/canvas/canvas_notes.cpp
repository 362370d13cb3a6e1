#include "ui/canvas/canvas_private.h"

#include "ui/basics/text.h"
#include "ui/picture/marks.h"
#include "ui/picture/note_text.h"
#include "ui/picture/place.h"

#include <QUuid>

namespace schemawright {
namespace {

/// Short, and made so that two people who each add a note do not choose the same.
std::string newId()
{
    return toUtf8(QUuid::createUuid().toString(QUuid::WithoutBraces).left(8));
}

} // namespace

// ---- notes and areas

void CanvasView::addNote()
{
    constexpr double width = 220;
    constexpr double height = 120;
    const Point middle = d->visible().center();
    // Beside the cards: they are drawn upon notes.
    const Point place = freePlace(d->index, {middle.x - width / 2, middle.y - height / 2}, width, height, 40);
    d->addNote(false, {place.x, place.y, width, height});
}

/// Around the selected cards, or in the middle of the window.
void CanvasView::addArea()
{
    Rect around;
    for (const std::size_t card : d->selectedCards())
        around = united(around, d->scene.cards[card].rect());
    if (around.empty()) {
        const Point middle = d->visible().center();
        around = {middle.x - 200, middle.y - 120, 400, 240};
    }
    constexpr double margin = 24;
    around = around.grown(margin);
    around.y -= NoteMetrics::areaTitleHeight;
    around.height += NoteMetrics::areaTitleHeight;
    d->addNote(true, around);
}

void CanvasView::Private::addNote(bool area, const Rect& rect)
{
    if (readOnly)
        return;
    DiagramNote note;
    note.id = newId();
    note.area = area;
    note.position = {std::round(rect.x), std::round(rect.y)};
    note.width = rect.width;
    note.height = rect.height;
    if (area)
        note.text = toUtf8(tr("Area"));
    requestEdit(area ? tr("Add area") : tr("Add note"), [note](Diagram& target) { target.notes.push_back(note); });
    if (!noteOf(note.id))
        return; // nobody listens
    select({}, {note.id});
    q->editNote(note.id);
}

void CanvasView::editNote(const std::string& id)
{
    const auto number = d->noteOf(id);
    if (d->readOnly || !number)
        return;
    const DiagramNote& note = d->scene.notes[*number];
    if (d->zoom < 0.5)
        d->fit(Rect{note.position.x, note.position.y, note.width, note.height}.grown(200), 1);
    const auto change = [this, id](const QString& label, const QString& text) {
        d->requestEdit(label, [id, text = toUtf8(text)](Diagram& target) {
            const auto found = std::ranges::find(target.notes, id, &DiagramNote::id);
            if (found != target.notes.end())
                found->text = text;
        });
    };
    const QRectF pixels = d->toPixels(Rect{note.position.x, note.position.y, note.width, note.height});
    if (note.area) {
        const QRectF title(pixels.left(), pixels.top(), std::min(pixels.width(), 320.0),
                           NoteMetrics::areaTitleHeight * d->zoom);
        d->openEditor(toQt(note.text), title, tr("Name of the area"),
                      [change](const QString& text) { change(tr("Rename area"), text); });
        return;
    }
    delete d->noteEditor;
    d->noteEditor = new NoteEditor(toQt(note.text), viewport());
    d->noteEditor->setFont(pictureFont(13, false));
    d->noteEditor->setGeometry(pixels.toAlignedRect().united(QRect(pixels.topLeft().toPoint(), QSize(200, 90))));
    connect(d->noteEditor, &NoteEditor::accepted, this,
            [change](const QString& text) { change(tr("Edit note"), text); });
    d->noteEditor->show();
    d->noteEditor->setFocus(Qt::OtherFocusReason);
}

/// Notes and areas as one step of their own; what is of the model goes as always.
void CanvasView::Private::deleteSelection()
{
    if (readOnly)
        return;
    if (const std::set<std::string> notes = highlight.selectedNotes; !notes.empty()) {
        const bool areas = std::ranges::any_of(
            scene.notes, [&](const DiagramNote& note) { return note.area && notes.contains(note.id); });
        requestEdit(areas ? tr("Delete area") : tr("Delete note"), [notes](Diagram& target) {
            std::erase_if(target.notes, [&](const DiagramNote& note) { return notes.contains(note.id); });
        });
    }
    if (!highlight.selected.empty())
        Q_EMIT q->deleteRequested(q->selection());
}

void CanvasView::setColor(const QString& color)
{
    const std::vector<ObjectKey> cards = selectedCards();
    const std::set<std::string> notes = d->highlight.selectedNotes;
    if (cards.empty() && notes.empty())
        return;
    d->requestEdit(tr("Change colour"), [cards, notes, color = toUtf8(color), scene = d->scene](Diagram& target) {
        for (const ObjectKey& key : cards) {
            const auto number = scene.indexOf(key);
            // A card that the diagram did not place yet stays where it was put.
            const auto [card, isNew] = target.cards.try_emplace(key);
            if (isNew && number)
                card->second.position = scene.cards[*number].position;
            card->second.color = color;
        }
        for (DiagramNote& note : target.notes) {
            if (notes.contains(note.id))
                note.color = color;
        }
    });
}

// ---- texts for stakeholders

void CanvasView::Private::openEditor(const QString& text, const QRectF& pixels, const QString& accessibleName,
                                     const std::function<void(const QString&)>& accepted)
{
    delete editor;
    editor = new InPlaceEditor(text, q->viewport());
    editor->setFont(pictureFont(13, false));
    editor->setAccessibleName(accessibleName);
    const int height = std::max(static_cast<int>(pixels.height()), editor->sizeHint().height());
    editor->setGeometry(QRect(static_cast<int>(std::max(pixels.left(), 0.0)),
                              static_cast<int>(pixels.center().y()) - height / 2,
                              std::max(static_cast<int>(pixels.width()), 140), height));
    QObject::connect(editor, &InPlaceEditor::accepted, q, accepted);
    editor->show();
    editor->setFocus(Qt::OtherFocusReason);
}

void CanvasView::editAlias(const ObjectKey& card)
{
    const auto number = d->scene.indexOf(card);
    if (d->readOnly || !number)
        return;
    const auto layout = d->diagram.cards.find(card);
    Rect rect = d->scene.cards[*number].rect();
    rect.height = d->scene.cards[*number].content->titleHeight;
    const std::string alias = layout == d->diagram.cards.end() ? std::string() : layout->second.alias;
    d->openEditor(toQt(alias.empty() ? card.name : alias), d->toPixels(rect), tr("Name for stakeholders"),
                  [this, card](const QString& text) {
                      const std::string chosen = toUtf8(text) == card.name ? std::string() : toUtf8(text);
                      const Point position = d->scene.cards[d->scene.indexOf(card).value_or(0)].position;
                      d->requestEdit(tr("Name %1 for stakeholders").arg(toQt(oneLine(card.name))),
                                     [card, chosen, position](Diagram& target) {
                                         const auto [own, isNew] = target.cards.try_emplace(card);
                                         if (isNew)
                                             own->second.position = position;
                                         own->second.alias = chosen;
                                         target.style.showAliases = target.style.showAliases || !chosen.empty();
                                     });
                  });
}

void CanvasView::editVerb(const ObjectKey& constraint)
{
    const auto relation = std::ranges::find(d->scene.relations, constraint, &Relation::key);
    if (d->readOnly || relation == d->scene.relations.end() || relation->path.size() < 2)
        return;
    const auto verb = d->diagram.verbs.find(constraint);
    const QPointF at = d->toPixels(verbPlace(*relation));
    d->openEditor(verb == d->diagram.verbs.end() ? QString() : toQt(verb->second), QRectF(at.x() - 70, at.y(), 140, 0),
                  tr("Verb phrase of the relation"), [this, constraint](const QString& text) {
                      d->requestEdit(tr("Change verb phrase"), [constraint, verb = toUtf8(text)](Diagram& target) {
                          target.verbs[constraint] = verb;
                          target.style.showVerbs = true;
                      });
                  });
}

} // namespace schemawright
