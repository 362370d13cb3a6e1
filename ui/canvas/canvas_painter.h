#pragma once

#include "ui/canvas/canvas_view.h"
#include "ui/canvas/text_cache.h"
#include "ui/picture/space_index.h"

#include <QPainter>

#include <set>

namespace schemawright {

[[nodiscard]] inline QColor qtColor(Color color)
{
    return {color.red, color.green, color.blue, color.alpha};
}
[[nodiscard]] inline QPointF qtPoint(Point point)
{
    return {point.x, point.y};
}
[[nodiscard]] inline QRectF qtRect(const Rect& rect)
{
    return {rect.x, rect.y, rect.width, rect.height};
}

/// Height above an area's edge that its title may use, in pixels.
constexpr double areaTitleReach = 30;
/// In pixels. Larger than to scale when zoomed out, because area names are for orientation.
[[nodiscard]] int areaTitleSize(double zoom);
/// Whether the strip at the top of areas is high enough for their titles; otherwise the titles are drawn over the areas.
[[nodiscard]] bool areaTitlesFit(double zoom);

/// The level of detail of cards, by zoom, so that what is drawn is readable.
enum class DetailLevel { Box, Keys, Columns };
/// The level of detail at a zoom (1 is 100 %).
[[nodiscard]] DetailLevel detailLevel(double zoom);

/// The items under the mouse and the selection, which are painted over the scene.
struct Highlight {
    std::set<ObjectKey> selected;
    std::optional<std::size_t> hoveredRelation;
    std::optional<std::size_t> hoveredCard;
    std::optional<std::size_t> hoveredRow;
    std::optional<std::size_t> dropCard; ///< the target of a new foreign key
    std::map<ObjectKey, ChangeMark> marks;
    std::set<std::string> selectedNotes; ///< by id
    std::vector<char> faded;             ///< by card: those that are faded in focus mode; empty: none
    /// Dragged items are not part of the layer; they are drawn over it in every frame.
    std::set<std::size_t> liftedCards;
    std::set<std::size_t> liftedLines;
};

/// The colour of a change in that theme.
[[nodiscard]] Color markColor(ChangeMark mark, const PictureTheme& theme);

/// Draws the visible part of a scene, in scene units under the painter's scale, except the names of distant cards.
class CanvasPainter {
public:
    /// The arguments outlive the painter.
    CanvasPainter(const Scene& scene, const PictureTheme& theme, const Highlight& highlight, TextCache& texts)
        : m_scene(scene), m_theme(theme), m_highlight(highlight), m_texts(texts)
    {
    }
    /// `visible` in scene units; the painter is already scaled by `zoom`.
    void draw(QPainter& painter, const SpaceIndex& index, const std::vector<Rect>& relationBounds, const Rect& visible,
              double zoom);
    /// Draws only the lifted items.
    void drawLifted(QPainter& painter, double zoom);

private:
    void lookAtHighlight();
    void drawGrid(QPainter& painter, const Rect& visible, double zoom) const;
    void drawArea(QPainter& painter, const DiagramNote& area, double zoom);
    void drawAreaTitle(QPainter& painter, const DiagramNote& area, double zoom);
    void drawNote(QPainter& painter, const DiagramNote& note, double zoom);
    void drawNoteFrame(QPainter& painter, const DiagramNote& note, double zoom) const;
    void drawVerb(QPainter& painter, const Relation& relation, double zoom);
    void drawRelations(QPainter& painter, const std::vector<Rect>& bounds, const Rect& visible, double zoom);
    void drawFarRelations(QPainter& painter, const std::vector<Rect>& bounds, const Rect& area, double zoom) const;
    void drawCard(QPainter& painter, std::size_t index, double zoom);
    void drawRelation(QPainter& painter, std::size_t index, double zoom) const;
    void drawBox(QPainter& painter, std::size_t index, double zoom);
    void drawBoxName(QPainter& painter, const Card& card, const QRectF& box, double zoom);
    void drawKeys(QPainter& painter, std::size_t index, double zoom);
    void drawColumns(QPainter& painter, std::size_t index, double zoom);
    void drawRow(QPainter& painter, std::size_t card, std::size_t row, double zoom);
    void drawRowMarks(QPainter& painter, const CardContent& content, std::size_t row, double zoom);
    void drawVeil(QPainter& painter, std::size_t index) const;
    void drawFrame(QPainter& painter, std::size_t index, double zoom) const;
    [[nodiscard]] std::optional<ChangeMark> markOf(const ObjectKey& key) const;
    [[nodiscard]] bool isSelected(const ObjectKey& key) const { return m_highlight.selected.contains(key); }
    [[nodiscard]] bool isFaded(std::size_t card) const
    {
        return card < m_highlight.faded.size() && m_highlight.faded[card] != 0;
    }
    [[nodiscard]] bool isFaded(const Relation& relation) const
    {
        return isFaded(relation.from) || isFaded(relation.to);
    }
    [[nodiscard]] bool isRowOfHoveredRelation(std::size_t card, std::size_t row) const;
    [[nodiscard]] Color headerColor(const Card& card) const;

    const Scene& m_scene;
    const PictureTheme& m_theme;
    const Highlight& m_highlight;
    TextCache& m_texts;
    QTransform m_base; ///< scene to pixels; cards are drawn relative to their corner
    bool m_hasLineSelected = false;
    bool m_hasRowState = false; ///< a row is selected or marked, so rows must be looked up
};

/// Draws the legend of a review's colours at the lower left of `area` (pixels).
void drawLegend(QPainter& painter, const QRect& area, const std::map<ObjectKey, ChangeMark>& marks,
                const PictureTheme& theme);

} // namespace schemawright
