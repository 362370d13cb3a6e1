#include "ui/canvas/canvas_tools.h"

#include "ui/basics/text.h"

/// Changes of the diagram by key and by menu.
namespace schemawright {

void CanvasView::Private::requestEdit(const QString& label, const DiagramEdit& edit)
{
    if (!readOnly)
        Q_EMIT q->diagramEditRequested(label, edit);
}

void CanvasView::Private::nudge(int key)
{
    if (readOnly || (selectedCards().empty() && highlight.selectedNotes.empty()))
        return;
    Point step;
    switch (key) {
    case Qt::Key_Left: step.x = -snapStep; break;
    case Qt::Key_Right: step.x = snapStep; break;
    case Qt::Key_Up: step.y = -snapStep; break;
    default: step.y = snapStep; break;
    }
    pressed = {};
    use(tools->move);
    tools->move.moveTo(step);
    tools->move.finish();
}

void CanvasView::align(Alignment alignment)
{
    if (d->readOnly)
        return;
    const std::vector<std::size_t> cards = d->selectedCards();
    std::vector<Rect> rects;
    for (const std::size_t card : cards)
        rects.push_back(d->scene.cards[card].rect());
    std::vector<std::pair<ObjectKey, Point>> moves;
    const std::vector<Point> places = aligned(rects, alignment);
    for (std::size_t i = 0; i < cards.size(); ++i) {
        if (places[i] != d->scene.cards[cards[i]].position)
            moves.emplace_back(d->scene.cards[cards[i]].key, places[i]);
    }
    if (moves.empty())
        return;
    const bool spreads = alignment == Alignment::SpreadHorizontally || alignment == Alignment::SpreadVertically;
    d->requestEdit(spreads ? tr("Distribute tables") : tr("Align tables"), [moves](Diagram& diagram) {
        for (const auto& [key, position] : moves)
            diagram.cards[key].position = position;
    });
}

void CanvasView::Private::resetLine(const ObjectKey& constraint)
{
    requestEdit(tr("Reset line %1").arg(toQt(oneLine(constraint.name))),
                [constraint](Diagram& target) { target.waypoints.erase(constraint); });
}

} // namespace schemawright
