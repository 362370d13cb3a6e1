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

/// Pixels above an area's edge that its title may take.
constexpr double areaTitleReach = 30;
/// In pixels. Larger than life where one is far: an area's name is what one looks for there.
[[nodiscard]] int areaTitleSize(double zoom);
/// Whether the strip at the top of areas is high enough for their titles; where it is not they stand on the areas.
[[nodiscard]] bool areaTitlesFit(double zoom);

/// How much of a card is drawn: by zoom, so that what is drawn can be read.
enum class DetailLevel { Box, Keys, Columns };
[[nodiscard]] DetailLevel detailLevel(double zoom);

/// What the mouse is over or the user has chosen; painted upon the scene.
struct Highlight {
    std::set<ObjectKey> selected;
    std::optional<std::size_t> hoveredRelation;
    std::optional<std::size_t> hoveredCard;
    std::optional<std::size_t> hoveredRow;
    std::optional<std::size_t> dropCard; ///< a foreign key would end there
    std::map<ObjectKey, ChangeMark> marks;
    std::set<std::string> selectedNotes; ///< by id
    std::vector<char> faded;             ///< by card: those that step back in focus mode; empty: none
    /// What is being dragged is not part of the layer but drawn upon it, in every frame.
    std::set<std::size_t> liftedCards;
    std::set<std::size_t> liftedLines;
};

[[nodiscard]] Color markColor(ChangeMark mark, const PictureTheme& theme);

/// Draws the part of a scene that can be seen. Everything is in scene units under the painter's scale, except the names of far cards.
class CanvasPainter {
public:
    CanvasPainter(const Scene& scene, const PictureTheme& theme, const Highlight& highlight, TextCache& texts)
        : m_scene(scene), m_theme(theme), m_highlight(highlight), m_texts(texts)
    {
    }
    /// `visible` in scene units; the painter is already scaled by `zoom`.
    void draw(QPainter& painter, const SpaceIndex& index, const std::vector<Rect>& relationBounds, const Rect& visible,
              double zoom);
    /// Only what is lifted.
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
    QTransform m_base; ///< scene to pixels; cards are drawn from their own corner
    bool m_hasLineSelected = false;
    bool m_hasRowState = false; ///< a row is selected or marked: rows must be looked up
};

/// What the colours of a review mean, at the lower left of `area` (pixels).
void drawLegend(QPainter& painter, const QRect& area, const std::map<ObjectKey, ChangeMark>& marks,
                const PictureTheme& theme);

} // namespace schemawright
