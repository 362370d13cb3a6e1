#include "ui/canvas/canvas_painter.h"

#include "ui/picture/marks.h"

#include <QPainterPath>

#include <cmath>

namespace schemawright {
namespace {

using Metrics = CardMetrics;

/// The path with its corners softened.
QPainterPath roundedPath(const std::vector<Point>& points)
{
    QPainterPath path(qtPoint(points.front()));
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const QPointF corner = qtPoint(points[i]);
        const auto towards = [&](const Point& other) {
            const double length = std::abs(other.x - corner.x()) + std::abs(other.y - corner.y());
            return length == 0 ? corner
                               : corner + (qtPoint(other) - corner) * (std::min(relationRadius, length / 2) / length);
        };
        path.lineTo(towards(points[i - 1]));
        path.quadTo(corner, towards(points[i + 1]));
    }
    path.lineTo(qtPoint(points.back()));
    return path;
}

QPainterPath headerPath(double width, double height, bool whole, double r)
{
    QPainterPath path;
    if (whole) {
        path.addRoundedRect(0, 0, width, height, r, r);
        return path;
    }
    path.moveTo(0, height);
    path.lineTo(0, r);
    path.quadTo(0, 0, r, 0);
    path.lineTo(width - r, 0);
    path.quadTo(width, 0, width, r);
    path.lineTo(width, height);
    path.closeSubpath();
    return path;
}

void drawKeyIcon(QPainter& painter, QPointF at, Color color)
{
    painter.setPen(QPen(qtColor(color), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(at + QPointF(4, 0), 3, 3);
    painter.drawLine(at + QPointF(7, 0), at + QPointF(13.5, 0));
    painter.drawLine(at + QPointF(10.5, 0), at + QPointF(10.5, 3));
    painter.drawLine(at + QPointF(13, 0), at + QPointF(13, 3));
}

void drawArrowIcon(QPainter& painter, QPointF at, Color color)
{
    painter.setPen(QPen(qtColor(color), 1.5));
    painter.drawLine(at + QPointF(1.5, 0), at + QPointF(11, 0));
    painter.drawLine(at + QPointF(7.5, -3.5), at + QPointF(11, 0));
    painter.drawLine(at + QPointF(7.5, 3.5), at + QPointF(11, 0));
}

} // namespace

DetailLevel detailLevel(double zoom)
{
    if (zoom < 0.27)
        return DetailLevel::Box;
    return zoom < 0.5 ? DetailLevel::Keys : DetailLevel::Columns;
}

Color markColor(ChangeMark mark, const PictureTheme& theme)
{
    switch (mark) {
    case ChangeMark::Added: return theme.added;
    case ChangeMark::Altered: return theme.altered;
    case ChangeMark::Dropped: return theme.dropped;
    case ChangeMark::Renamed: return theme.renamed;
    }
    return theme.altered;
}

void CanvasPainter::draw(QPainter& painter, const SpaceIndex& index, const std::vector<Rect>& relationBounds,
                         const Rect& visible, double zoom)
{
    m_base = painter.transform();
    m_texts.forgetFont();
    lookAtHighlight();
    painter.setRenderHint(QPainter::Antialiasing, false);
    drawGrid(painter, visible, zoom);
    const DetailLevel level = detailLevel(zoom);
    painter.setRenderHint(QPainter::Antialiasing, level != DetailLevel::Box);
    const Rect near = visible.grown(12);
    // With its title, which may stand above it: upon the cards there, since from far away areas are what one looks for.
    const auto isSeen = [&](const DiagramNote& note) {
        return near.grown(note.area ? areaTitleReach / zoom : 0)
            .overlaps({note.position.x, note.position.y, note.width, note.height});
    };
    for (const DiagramNote& note : m_scene.notes) {
        if (note.area && isSeen(note))
            drawArea(painter, note, zoom);
    }
    drawRelations(painter, relationBounds, visible, zoom);
    const auto drawAreaTitles = [&] {
        for (const DiagramNote& note : m_scene.notes) {
            if (note.area && isSeen(note))
                drawAreaTitle(painter, note, zoom);
        }
    };
    if (areaTitlesFit(zoom))
        drawAreaTitles();
    for (const DiagramNote& note : m_scene.notes) {
        if (!note.area && isSeen(note))
            drawNote(painter, note, zoom);
    }
    for (const std::uint32_t card : index.query(near)) {
        if (!m_highlight.liftedCards.contains(card))
            drawCard(painter, card, zoom);
    }
    if (!areaTitlesFit(zoom))
        drawAreaTitles();
}

void CanvasPainter::lookAtHighlight()
{
    const auto has = [this](Kind kind) { return std::ranges::contains(m_highlight.selected, kind, &ObjectKey::kind); };
    m_hasLineSelected = has(Kind::Constraint);
    m_hasRowState = !m_highlight.marks.empty() || has(Kind::Column);
}

void CanvasPainter::drawLifted(QPainter& painter, double zoom)
{
    m_base = painter.transform();
    m_texts.forgetFont();
    lookAtHighlight();
    painter.setRenderHint(QPainter::Antialiasing, detailLevel(zoom) != DetailLevel::Box);
    for (const std::size_t line : m_highlight.liftedLines)
        drawRelation(painter, line, zoom);
    for (const std::size_t card : m_highlight.liftedCards)
        drawCard(painter, card, zoom);
}

void CanvasPainter::drawCard(QPainter& painter, std::size_t index, double zoom)
{
    switch (detailLevel(zoom)) {
    case DetailLevel::Box: drawBox(painter, index, zoom); break;
    case DetailLevel::Keys: drawKeys(painter, index, zoom); break;
    case DetailLevel::Columns: drawColumns(painter, index, zoom); break;
    }
}

void CanvasPainter::drawGrid(QPainter& painter, const Rect& visible, double zoom) const
{
    constexpr double step = 24;
    if (zoom < 0.6)
        return;
    QVector<QPointF> points;
    for (double y = std::floor(visible.y / step) * step; y <= visible.bottom(); y += step) {
        for (double x = std::floor(visible.x / step) * step; x <= visible.right(); x += step)
            points.append({x, y});
    }
    QPen pen(qtColor(m_theme.gridDot), 1.5);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.drawPoints(points.constData(), static_cast<int>(points.size()));
}

/// All straight pieces at once, without antialiasing: upright hairlines are crisp as they are.
void CanvasPainter::drawFarRelations(QPainter& painter, const std::vector<Rect>& bounds, const Rect& area,
                                     double zoom) const
{
    QVector<QLineF> lines;
    QVector<QLineF> faded;
    for (std::size_t i = 0; i < m_scene.relations.size(); ++i) {
        if (!bounds[i].overlaps(area) || m_highlight.liftedLines.contains(i))
            continue;
        const std::vector<Point>& path = m_scene.relations[i].path;
        QVector<QLineF>& list = isFaded(m_scene.relations[i]) ? faded : lines;
        for (std::size_t p = 0; p + 1 < path.size(); ++p) {
            if (boundsOf(path[p], path[p + 1]).grown(1).overlaps(area))
                list.append(QLineF(qtPoint(path[p]), qtPoint(path[p + 1])));
        }
    }
    const double distance = zoom < 0.1 ? 0.55 : 0.3;
    const auto draw = [&](const QVector<QLineF>& list, double amount) {
        QPen pen(qtColor(mixed(m_theme.relation, m_theme.background, amount)), 1);
        pen.setCosmetic(true);
        painter.setPen(pen);
        painter.drawLines(list);
    };
    draw(faded, 0.82);
    draw(lines, distance);
}

void CanvasPainter::drawRelations(QPainter& painter, const std::vector<Rect>& bounds, const Rect& visible, double zoom)
{
    const Rect area = visible.grown(12);
    const bool far = detailLevel(zoom) == DetailLevel::Box;
    if (far)
        drawFarRelations(painter, bounds, area, zoom);
    for (std::size_t i = 0; i < m_scene.relations.size(); ++i) {
        if ((far && !m_hasLineSelected) || !bounds[i].overlaps(area) || m_highlight.liftedLines.contains(i))
            continue;
        if (!far || isSelected(m_scene.relations[i].key))
            drawRelation(painter, i, zoom);
    }
    if (m_highlight.hoveredRelation)
        drawRelation(painter, *m_highlight.hoveredRelation, zoom);
    if (far || !m_scene.style.showVerbs)
        return;
    for (std::size_t i = 0; i < m_scene.relations.size(); ++i) {
        const Relation& relation = m_scene.relations[i];
        if (!relation.verb.empty() && relation.path.size() >= 2 && bounds[i].grown(80).overlaps(area))
            drawVerb(painter, relation, zoom);
    }
}

void CanvasPainter::drawRelation(QPainter& painter, std::size_t index, double zoom) const
{
    const Relation& relation = m_scene.relations[index];
    if (relation.path.size() < 2)
        return;
    const bool hovered = m_highlight.hoveredRelation == index || isSelected(relation.key);
    const auto mark = markOf(relation.key);
    const Color usual = isFaded(relation) ? mixed(m_theme.relation, m_theme.background, 0.8) : m_theme.relation;
    const Color color = mark ? markColor(*mark, m_theme) : hovered ? m_theme.relationHover : usual;
    const double width = std::max(hovered || mark ? 2.2 : 1.4, (hovered || mark ? 1.8 : 1.0) / zoom);
    QPen pen(qtColor(color), width);
    pen.setJoinStyle(Qt::RoundJoin);
    painter.setBrush(Qt::NoBrush);
    QPen linePen = pen;
    if (isDashed(relation, m_scene.style.notation))
        linePen.setDashPattern({5, 3});
    painter.setPen(linePen);
    painter.drawPath(roundedPath(relation.path));
    if (detailLevel(zoom) == DetailLevel::Box)
        return;
    painter.setPen(pen);
    for (const MarkShape& shape : endMarks(relation, m_scene.style.notation)) {
        const Color fill = shape.fill == MarkFill::Line ? color : m_theme.background;
        painter.setBrush(shape.fill == MarkFill::None ? QBrush(Qt::NoBrush) : QBrush(qtColor(fill)));
        if (shape.radius > 0) {
            painter.drawEllipse(qtPoint(shape.points.front()), shape.radius, shape.radius);
            continue;
        }
        QPolygonF polygon;
        for (const Point& point : shape.points)
            polygon << qtPoint(point);
        if (shape.closed)
            painter.drawPolygon(polygon);
        else
            painter.drawPolyline(polygon);
    }
}

std::optional<ChangeMark> CanvasPainter::markOf(const ObjectKey& key) const
{
    const auto found = m_highlight.marks.find(key);
    return found == m_highlight.marks.end() ? std::nullopt : std::optional(found->second);
}

/// In a review what does not change steps back.
Color CanvasPainter::headerColor(const Card& card) const
{
    const Color color = card.headerColor(m_theme);
    return m_highlight.marks.empty() || markOf(card.key) ? color : mixed(color, m_theme.tints.back(), 0.6);
}

void CanvasPainter::drawBox(QPainter& painter, std::size_t index, double zoom)
{
    const Card& card = m_scene.cards[index];
    const QRectF box = qtRect(card.rect());
    const auto mark = markOf(card.key);
    Color fill = mark ? markColor(*mark, m_theme) : headerColor(card);
    if (isFaded(index))
        fill = mixed(fill, m_theme.background, 0.8);
    painter.fillRect(box, qtColor(fill));
    if (isSelected(card.key) || m_highlight.hoveredCard == index) {
        QPen pen(qtColor(isSelected(card.key) ? m_theme.selection : m_theme.relationHover),
                 isSelected(card.key) ? 3 : 1.5);
        pen.setCosmetic(true);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box);
    }
    drawBoxName(painter, card, box, zoom);
}

/// As large as fits, in pixels: a name that could not be read is left out.
void CanvasPainter::drawBoxName(QPainter& painter, const Card& card, const QRectF& box, double zoom)
{
    const double width = box.width() * zoom - 2;
    const double height = box.height() * zoom - 2;
    if (width < 14 || height < TextCache::smallestLabel)
        return;
    const TextCache::BoxLabel& label = m_texts.boxLabel(*card.content, width, height);
    const double lineHeight = label.size * 1.2;
    const QPointF topLeft = m_base.map(box.topLeft());
    painter.resetTransform();
    painter.setPen(qtColor(m_theme.titleText));
    double y = topLeft.y() + (box.height() * zoom - static_cast<double>(label.lines.size()) * lineHeight) / 2 +
               label.size * 0.95;
    for (const std::string& line : label.lines) {
        const double lineWidth = builtinTextMeasure().width(line, FontWeight::Bold) * label.size;
        m_texts.draw(painter, label.size, true, line, {topLeft.x() + (box.width() * zoom - lineWidth) / 2, y});
        y += lineHeight;
    }
    painter.setTransform(m_base);
}

void CanvasPainter::drawKeys(QPainter& painter, std::size_t index, double zoom)
{
    const Card& card = m_scene.cards[index];
    const CardContent& content = *card.content;
    const QRectF rect = qtRect(card.rect());
    painter.setPen(QPen(qtColor(m_theme.cardBorder), 1 / zoom));
    painter.setBrush(qtColor(m_theme.card));
    painter.drawRoundedRect(rect, card.radius, card.radius);

    // Texts are in pixels here: 10 for the name, 9 for the keys, whatever the zoom.
    const double titleHeight = content.rows.empty() ? rect.height() : std::max(content.titleHeight, 16 / zoom);
    painter.translate(rect.topLeft());
    painter.setPen(Qt::NoPen);
    painter.setBrush(qtColor(headerColor(card)));
    painter.drawPath(headerPath(rect.width(), titleHeight, content.rows.empty(), card.radius));
    const QPointF topLeft = m_base.map(rect.topLeft());
    const double width = rect.width() * zoom - 8;
    painter.resetTransform();
    const TextMeasure& measure = builtinTextMeasure();
    painter.setPen(qtColor(m_theme.titleText));
    const double fitting = width / std::max(measure.width(content.title, FontWeight::Bold), 0.1);
    const int titleSize = static_cast<int>(std::clamp(fitting, 8.0, 11.0));
    m_texts.draw(painter, titleSize, true, elided(content.title, width, titleSize, FontWeight::Bold, measure),
                 topLeft + QPointF(4, titleHeight * zoom / 2 + 3.7));
    constexpr double lineHeight = 11.5;
    double y = titleHeight * zoom + 2;
    std::size_t others = content.hiddenRows;
    for (const CardRow& row : content.rows) {
        if ((!row.primaryKey && !row.foreignKey) || y + lineHeight > rect.height() * zoom) {
            ++others;
            continue;
        }
        painter.setPen(qtColor(row.primaryKey ? m_theme.nameText : m_theme.typeText));
        const FontWeight weight = row.primaryKey ? FontWeight::Bold : FontWeight::Normal;
        m_texts.draw(painter, 9, row.primaryKey, elided(row.name, width, 9, weight, measure),
                     topLeft + QPointF(4, y + 9));
        y += lineHeight;
    }
    if (others > 0 && y + lineHeight <= rect.height() * zoom) {
        painter.setPen(qtColor(mixed(m_theme.typeText, m_theme.card, 0.35)));
        m_texts.draw(painter, 9, false, std::format("+ {}", others), topLeft + QPointF(4, y + 9));
    }
    painter.setTransform(m_base);
    drawVeil(painter, index);
    drawFrame(painter, index, zoom);
}

/// What steps back in focus mode, or does not change in a review, shines through.
void CanvasPainter::drawVeil(QPainter& painter, std::size_t index) const
{
    const Card& card = m_scene.cards[index];
    const bool unmarked = !m_highlight.marks.empty() && !markOf(card.key);
    if (!isFaded(index) && !unmarked)
        return;
    QColor veil = qtColor(m_theme.background);
    veil.setAlphaF(isFaded(index) ? 0.8F : 0.45F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(veil);
    painter.drawRoundedRect(qtRect(card.rect()).adjusted(-1, -1, 1, 4), card.radius, card.radius);
}

void CanvasPainter::drawColumns(QPainter& painter, std::size_t index, double zoom)
{
    const Card& card = m_scene.cards[index];
    const CardContent& content = *card.content;
    painter.translate(card.position.x, card.position.y);
    const QRectF rect(0, 0, content.width, content.height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(qtColor(m_theme.shadow));
    painter.drawRoundedRect(rect.translated(0, 3).adjusted(-1, 0, 1, 2), card.radius + 2, card.radius + 2);
    painter.drawRoundedRect(rect.translated(0, 1), card.radius, card.radius);
    painter.setPen(QPen(qtColor(m_theme.cardBorder), 1));
    painter.setBrush(qtColor(m_theme.card));
    painter.drawRoundedRect(rect, card.radius, card.radius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(qtColor(headerColor(card)));
    painter.drawPath(headerPath(rect.width(), content.titleHeight, content.rows.empty(), card.radius));

    painter.setPen(qtColor(m_theme.titleText));
    const bool two = !content.subtitle.empty();
    m_texts.draw(painter, TextCache::Title, content.title, {Metrics::sidePadding, two ? 19.0 : 22.0});
    if (two) {
        painter.setPen(qtColor(m_theme.subtitleText));
        m_texts.draw(painter, TextCache::Subtitle, content.subtitle, {Metrics::sidePadding, 33.0});
    }
    if (content.keyRows > 0 && content.keyRows < content.rows.size()) {
        const double y = content.rowTop(content.keyRows);
        painter.setPen(QPen(qtColor(m_theme.rowLine), 1));
        painter.drawLine(QPointF(1, y), QPointF(content.width - 1, y));
    }
    for (std::size_t row = 0; row < content.rows.size(); ++row)
        drawRow(painter, index, row, zoom);
    painter.setTransform(m_base);
    drawVeil(painter, index);
    drawFrame(painter, index, zoom);
}

bool CanvasPainter::isRowOfHoveredRelation(std::size_t card, std::size_t row) const
{
    if (!m_highlight.hoveredRelation)
        return false;
    const Relation& relation = m_scene.relations[*m_highlight.hoveredRelation];
    return (relation.from == card && std::ranges::contains(relation.fromRows, row)) ||
           (relation.to == card && std::ranges::contains(relation.toRows, row));
}

void CanvasPainter::drawRow(QPainter& painter, std::size_t index, std::size_t i, double zoom)
{
    const Card& card = m_scene.cards[index];
    const CardContent& content = *card.content;
    const CardRow& row = content.rows[i];
    const double middle = content.rowMiddle(i);
    const double baseline = middle + 4.5;
    const QRectF band(1, content.rowTop(i), content.width - 2, Metrics::rowHeight);
    const ObjectKey key =
        m_hasRowState ? childKey(Kind::Column, card.key.schema, card.key.name, row.column) : ObjectKey{};
    const auto mark = m_hasRowState ? markOf(key) : std::nullopt;
    if (mark) {
        QColor tint = qtColor(markColor(*mark, m_theme));
        painter.fillRect(QRectF(band.left(), band.top(), 3, band.height()), tint);
        tint.setAlphaF(0.18F);
        painter.fillRect(band, tint);
    }
    if (m_hasRowState && isSelected(key)) {
        QColor tint = qtColor(m_theme.selection);
        tint.setAlphaF(0.22F);
        painter.fillRect(band, tint);
    } else if ((m_highlight.hoveredCard == index && m_highlight.hoveredRow == i) || isRowOfHoveredRelation(index, i)) {
        painter.fillRect(band, qtColor(m_theme.rowHover));
    }

    if (row.primaryKey)
        drawKeyIcon(painter, {10, middle}, m_theme.primaryKey);
    else if (row.foreignKey)
        drawArrowIcon(painter, {10, middle}, m_theme.foreignKey);
    painter.setPen(qtColor(m_theme.nameText));
    m_texts.draw(painter, row.primaryKey ? TextCache::KeyName : TextCache::Name, row.name,
                 {Metrics::nameLeft, baseline});
    if (mark == ChangeMark::Dropped) {
        const double width = builtinTextMeasure().width(row.name, FontWeight::Normal) * Metrics::rowSize;
        painter.setPen(QPen(qtColor(m_theme.dropped), 1.3));
        painter.drawLine(QPointF(Metrics::nameLeft, middle), QPointF(Metrics::nameLeft + width, middle));
    }

    if (!row.type.empty()) {
        const double right =
            content.width - Metrics::sidePadding - Metrics::nullMarkWidth - (content.badges ? Metrics::badgeWidth : 0);
        painter.setPen(qtColor(m_theme.typeText));
        m_texts.draw(painter, TextCache::Type, row.type, {right - row.typeWidth, baseline});
    }
    drawRowMarks(painter, content, i, zoom);
}

/// At the right edge: a dot where the column may not be null, a ring where it may; U for unique, I for the first of an index.
void CanvasPainter::drawRowMarks(QPainter& painter, const CardContent& content, std::size_t i, double zoom)
{
    const CardRow& row = content.rows[i];
    const double middle = content.rowMiddle(i);
    const double right = content.width - Metrics::sidePadding;
    const QColor color = qtColor(m_theme.mark);
    const bool isTable =
        content.showTypes && (content.shape == CardShape::Table || content.shape == CardShape::PartitionedTable);
    if (isTable && zoom < 0.75) {
        // Two pixels wide, a circle is a square; and it is drawn ten times as fast.
        painter.fillRect(QRectF(right - 4, middle - 2, 4, 4),
                         row.notNull ? color : qtColor(mixed(m_theme.mark, m_theme.card, 0.65)));
    } else if (isTable) {
        painter.setPen(row.notNull ? QPen(Qt::NoPen) : QPen(color, 0.9));
        painter.setBrush(row.notNull ? QBrush(color) : QBrush(Qt::NoBrush));
        const double radius = row.notNull ? 2.6 : 2.2;
        painter.drawEllipse(QPointF(right - 2, middle), radius, radius);
    }
    if (content.badges && (row.unique || row.indexed)) {
        const QRectF badge(right - Metrics::nullMarkWidth - 11.5, middle - 6.5, 13, 13);
        painter.setPen(QPen(color, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(badge, 3, 3);
        const std::string letter = row.unique ? "U" : "I";
        const double width = builtinTextMeasure().width(letter, FontWeight::Normal) * 9;
        m_texts.draw(painter, 9, false, letter, {badge.center().x() - width / 2, middle + 3.3});
    }
}

void CanvasPainter::drawFrame(QPainter& painter, std::size_t index, double zoom) const
{
    const Card& card = m_scene.cards[index];
    const QRectF rect = qtRect(card.rect());
    const auto frame = [&](Color color, double width, double grow) {
        painter.setPen(QPen(qtColor(color), width));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect.adjusted(-grow, -grow, grow, grow), card.radius + grow, card.radius + grow);
    };
    if (const auto mark = markOf(card.key)) {
        const Color color = markColor(*mark, m_theme);
        Color glow = color;
        glow.alpha = 60;
        frame(glow, 5, 3);
        frame(color, std::max(2.0, 1.6 / zoom), 0);
    }
    if (isSelected(card.key)) {
        Color glow = m_theme.selection;
        glow.alpha = 70;
        frame(glow, 5, 3);
        frame(m_theme.selection, std::max(2.0, 1.6 / zoom), 0);
    } else if (m_highlight.dropCard == index) {
        frame(m_theme.relationHover, 3, 2);
    } else if (m_highlight.hoveredCard == index) {
        frame(mixed(m_theme.cardBorder, m_theme.selection, 0.6), 1.2, 0);
    }
}

} // namespace schemawright
