#include "ui/canvas/canvas_painter.h"

#include "ui/picture/marks.h"
#include "ui/picture/note_text.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <cmath>

namespace schemawright {
namespace {

QRectF rectOf(const DiagramNote& note)
{
    return {note.position.x, note.position.y, note.width, note.height};
}

} // namespace

int areaTitleSize(double zoom)
{
    return static_cast<int>(std::lround(std::clamp(NoteMetrics::areaTitleSize * zoom, 12.0, 22.0)));
}

bool areaTitlesFit(double zoom)
{
    return NoteMetrics::areaTitleHeight * zoom >= areaTitleSize(zoom) + 6;
}

/// A tinted ground with a title that stays readable from far away.
void CanvasPainter::drawArea(QPainter& painter, const DiagramNote& area, double zoom)
{
    const QRectF rect = rectOf(area);
    QColor ground = qtColor(noteFill(area, m_theme));
    QColor edge = ground;
    ground.setAlphaF(static_cast<float>(areaOpacity));
    edge.setAlphaF(0.6F);
    painter.setPen(QPen(edge, std::max(1.0, 1 / zoom)));
    painter.setBrush(ground);
    painter.drawRoundedRect(rect, 8, 8);
    drawNoteFrame(painter, area, zoom);
}

void CanvasPainter::drawAreaTitle(QPainter& painter, const DiagramNote& area, double zoom)
{
    const QRectF rect = rectOf(area);
    const int size = areaTitleSize(zoom);
    const double room = rect.width() * zoom - 16;
    if (room < 24)
        return;
    const std::string title = elided(oneLine(area.text), room, size, FontWeight::Bold, builtinTextMeasure());
    painter.translate(rect.topLeft());
    painter.scale(1 / zoom, 1 / zoom);
    const QPointF at = areaTitlesFit(zoom) ? QPointF(std::max(6.0, 10 * zoom), 4 + size) : QPointF(3, -4);
    // Lines may run there, and above the area cards too: the title is read upon them.
    QColor plate = qtColor(areaGround(area, m_theme));
    plate.setAlphaF(static_cast<float>(titleGroundOpacity));
    const double width = builtinTextMeasure().width(title, FontWeight::Bold) * size;
    painter.fillRect(QRectF(at.x() - 3, at.y() - size, width + 6, size * 1.3), plate);
    painter.setPen(qtColor(m_theme.nameText));
    m_texts.draw(painter, size, true, title, at);
    painter.setTransform(m_base);
}

void CanvasPainter::drawNote(QPainter& painter, const DiagramNote& note, double zoom)
{
    painter.setPen(QPen(qtColor(m_theme.cardBorder), 1));
    painter.setBrush(qtColor(noteFill(note, m_theme)));
    painter.drawRoundedRect(rectOf(note), 6, 6);
    if (detailLevel(zoom) != DetailLevel::Box) {
        for (const NoteLine& line : noteLines(note)) {
            for (const NoteRun& run : line.runs) {
                QColor ink = qtColor(noteInk(note, m_theme));
                if (run.code)
                    ink.setAlphaF(0.75F);
                painter.setPen(ink);
                m_texts.draw(painter, static_cast<int>(std::lround(line.size)), run.bold, run.text,
                             {note.position.x + run.x, note.position.y + line.baseline}, run.italic);
            }
        }
    }
    drawNoteFrame(painter, note, zoom);
}

/// Around what is selected, with the handles that resize it.
void CanvasPainter::drawNoteFrame(QPainter& painter, const DiagramNote& note, double zoom) const
{
    if (!m_highlight.selectedNotes.contains(note.id))
        return;
    const QRectF rect = rectOf(note);
    painter.setPen(QPen(qtColor(m_theme.selection), std::max(1.5, 1.5 / zoom)));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect, 6, 6);
    const double half = 3.5 / zoom;
    painter.setPen(QPen(qtColor(m_theme.selection), 1 / zoom));
    painter.setBrush(qtColor(m_theme.card));
    for (const double x : {rect.left(), rect.center().x(), rect.right()}) {
        for (const double y : {rect.top(), rect.center().y(), rect.bottom()}) {
            if (x != rect.center().x() || y != rect.center().y())
                painter.drawRect(QRectF(x - half, y - half, 2 * half, 2 * half));
        }
    }
}

void CanvasPainter::drawVerb(QPainter& painter, const Relation& relation, double zoom)
{
    const Point at = verbPlace(relation);
    const double width = builtinTextMeasure().width(relation.verb, FontWeight::Normal) * verbSize;
    painter.fillRect(QRectF(at.x - width / 2 - 4, at.y - 8, width + 8, 16), qtColor(m_theme.background));
    if (zoom < 0.35)
        return;
    painter.setPen(qtColor(m_theme.typeText));
    m_texts.draw(painter, static_cast<int>(verbSize), false, relation.verb, {at.x - width / 2, at.y + 4}, true);
}

void drawLegend(QPainter& painter, const QRect& area, const std::map<ObjectKey, ChangeMark>& marks,
                const PictureTheme& theme)
{
    std::set<ChangeMark> used;
    for (const auto& [key, mark] : marks)
        used.insert(mark);
    if (used.empty())
        return;
    const auto word = [](ChangeMark mark) {
        switch (mark) {
        case ChangeMark::Added: return QCoreApplication::translate("schemawright::CanvasView", "added");
        case ChangeMark::Altered: return QCoreApplication::translate("schemawright::CanvasView", "altered");
        case ChangeMark::Dropped: return QCoreApplication::translate("schemawright::CanvasView", "dropped");
        case ChangeMark::Renamed: return QCoreApplication::translate("schemawright::CanvasView", "renamed");
        }
        return QString();
    };
    const QFont font = pictureFont(12, false);
    const QFontMetricsF metrics(font);
    double width = 12;
    for (const ChangeMark mark : used)
        width += 16 + metrics.horizontalAdvance(word(mark)) + 14;
    const QRectF box(area.left() + 12, area.bottom() - 42, width, 30);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(qtColor(theme.cardBorder), 1));
    painter.setBrush(qtColor(theme.card));
    painter.drawRoundedRect(box, 6, 6);
    painter.setFont(font);
    double x = box.left() + 12;
    for (const ChangeMark mark : used) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(qtColor(markColor(mark, theme)));
        painter.drawRoundedRect(QRectF(x, box.center().y() - 5, 10, 10), 2.5, 2.5);
        painter.setPen(qtColor(theme.nameText));
        painter.drawText(QPointF(x + 16, box.center().y() + 4.5), word(mark));
        x += 16 + metrics.horizontalAdvance(word(mark)) + 14;
    }
}

} // namespace schemawright
