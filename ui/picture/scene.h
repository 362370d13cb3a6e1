#pragma once

#include "model/catalog.h"
#include "model/diagram.h"
#include "ui/picture/geometry.h"
#include "ui/picture/reach.h"
#include "ui/picture/text_width.h"
#include "ui/picture/theme.h"
#include "ui/picture/tracks.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace schemawright {

/// Display options in addition to the diagram's, for the canvas and the exports.
struct PictureOptions {
    bool showViews = true;
    bool showPartitions = false;                ///< as cards; else they are counted on the partitioned table
    CardCollapse collapse = CardCollapse::None; ///< minimum collapse level of all cards
    bool operator==(const PictureOptions&) const = default;
};

/// Sizes shared by all code that draws cards. Units: those of CardLayout.
struct CardMetrics {
    static constexpr double titleHeight = 34;
    static constexpr double titleHeightWithSubtitle = 42;
    static constexpr double rowHeight = 22;
    static constexpr double padding = 6;   ///< above the first and below the last row
    static constexpr double nameLeft = 30; ///< from the card's edge; the key icon is left of it
    static constexpr double nameTypeGap = 20;
    static constexpr double sidePadding = 12;
    static constexpr double badgeWidth = 18; ///< unique or index, between type and null mark
    static constexpr double nullMarkWidth = 14;
    static constexpr double radius = 6;
    static constexpr double titleSize = 14;
    static constexpr double subtitleSize = 11;
    static constexpr double rowSize = 13;
    static constexpr double typeSize = 12;
    static constexpr double minWidth = 150;
    static constexpr double maxWidth = 460;
    static constexpr double stub = 20; ///< straight segment at a line's ends, with space for the crow's foot
};

struct CardRow {
    std::string column; ///< the column's name
    std::string name;   ///< as drawn: one line, elided
    std::string type;   ///< as drawn; empty if types are hidden
    double typeWidth = 0;
    bool primaryKey = false;
    bool foreignKey = false;
    bool notNull = false;
    bool unique = false;  ///< on its own: a one-column unique constraint or index
    bool indexed = false; ///< the first column of an index
};

enum class CardShape { Table, PartitionedTable, View, MaterializedView };

/// The content of a card without its position. Scenes share it while its objects are unchanged.
struct CardContent {
    CardShape shape = CardShape::Table;
    std::string title; ///< as drawn
    std::string
        subtitle; ///< as drawn: schema (if there are several), the kind if it is not an ordinary table; may be empty
    bool badges = false;       ///< a row has a unique or index badge, so all rows have space for one
    std::vector<CardRow> rows; ///< keys first, then the others in the table's order; only visible ones
    std::size_t keyRows = 0;   ///< how many of them are the primary key
    std::size_t hiddenRows = 0;
    double width = 0;
    double height = 0;
    double titleHeight = 0;
    CardCollapse collapse = CardCollapse::None;
    bool showTypes = true;                              ///< false: no types, and no marks for developers
    std::string alias;                                  ///< used for the title; empty: the name
    std::string basis;                                  ///< the subtitle before it was shortened
    std::vector<std::shared_ptr<const Object>> sources; ///< the relation and its indexes

    [[nodiscard]] double rowTop(std::size_t row) const
    {
        return titleHeight + CardMetrics::padding + static_cast<double>(row) * CardMetrics::rowHeight;
    }
    [[nodiscard]] double rowMiddle(std::size_t row) const { return rowTop(row) + CardMetrics::rowHeight / 2; }
    /// Index of the column's row, if it is visible.
    [[nodiscard]] std::optional<std::size_t> rowOf(std::string_view column) const;
};

struct Card {
    ObjectKey key;
    std::shared_ptr<const CardContent> content;
    Point position;       ///< top left
    std::size_t tint = 0; ///< index of the theme's tint, by schema
    std::string color;    ///< "#rrggbb" set by hand; empty: the tint
    bool pinned = false;
    double radius = CardMetrics::radius; ///< of the corners: in IDEF1X dependent tables are rounded, others are square
    bool placed = false;                 ///< the diagram has its position; false: chosen by us

    [[nodiscard]] Rect rect() const { return {position.x, position.y, content->width, content->height}; }
    /// The colour of the header: its own, else the tint of the theme.
    [[nodiscard]] Color headerColor(const PictureTheme& theme) const;
};

enum class LineEnd { One, ZeroOrOne, ZeroOrMany };

/// A foreign key as a line: from the referencing to the referenced table.
struct Relation {
    ObjectKey key; ///< of the constraint
    std::size_t from = 0;
    std::size_t to = 0;
    std::vector<std::size_t> fromRows; ///< visible rows of its columns
    std::vector<std::size_t> toRows;
    LineEnd fromEnd = LineEnd::ZeroOrMany; ///< ZeroOrOne if the columns are unique
    LineEnd toEnd = LineEnd::One;          ///< ZeroOrOne if a column is nullable
    bool identifying = false;              ///< its columns are part of the primary key
    std::string verb;                      ///< as drawn; empty if verb phrases are hidden
    std::vector<Point> waypoints;          ///< set by hand; empty: routed
    std::vector<Point> route;              ///< from the router, before parallel lines are spread
    std::vector<Point> path;               ///< as drawn: at right angles, from one card's side to the other's
    Reach reach;                           ///< a card that changes inside may affect the route
    TrackMemory tracks;                    ///< results of spreading it beside others
};

/// A diagram ready to be drawn. A value, and all that is needed to draw.
struct Scene {
    std::vector<Card> cards;         ///< by key
    std::vector<Relation> relations; ///< by key
    std::vector<DiagramNote> notes;
    DiagramStyle style;
    PictureOptions options;

    /// The number of the card with that key; nullopt if it is not in the scene.
    [[nodiscard]] std::optional<std::size_t> indexOf(const ObjectKey& key) const;
    /// The bounds of cards, lines and notes.
    [[nodiscard]] Rect bounds() const;
};

/// The cards and lines of a diagram. Cards without a position keep that of `previous`, or are placed beside their
/// neighbours without moving others. `previous` also makes it fast: unchanged parts are shared and keep their routes.
[[nodiscard]] Scene buildScene(const Catalog& catalog, const Diagram& diagram, const PictureOptions& options,
                               const Scene* previous = nullptr);

/// The positions of tables that are added to a diagram: beside the cards that they have lines with, which are not moved.
[[nodiscard]] std::vector<std::pair<ObjectKey, Point>> placesOf(const Catalog& catalog, const Diagram& diagram,
                                                                const std::set<ObjectKey>& added);

/// The same without routes. Sufficient to arrange it.
[[nodiscard]] Scene buildUnrouted(const Catalog& catalog, const Diagram& diagram, const PictureOptions& options);

class SpaceIndex;

/// The cards' rectangles by their number in the scene.
[[nodiscard]] SpaceIndex indexOfCards(const Scene& scene);

/// A line that was routed again, by its number, with its previous state.
struct RedrawnLine {
    std::size_t relation = 0;
    Relation before;
};

/// Moves cards (by number); nothing else changes. Equals buildScene with such a diagram, but is fast. `index` is the scene's
/// and is updated.
void settleCards(Scene& scene, SpaceIndex& index, const std::vector<std::pair<std::size_t, Point>>& moves);

/// For the duration of a drag: moves cards (by number) and routes the affected lines, which are those of the moved cards
/// and those under a moved card. All others keep their routes; buildScene updates them afterwards.
std::vector<RedrawnLine> moveCards(Scene& scene, SpaceIndex& index,
                                   const std::vector<std::pair<std::size_t, Point>>& moves);

} // namespace schemawright
