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

/// What to show beyond what the diagram says, for the canvas and the exports alike.
struct PictureOptions {
    bool showViews = true;
    bool showPartitions = false;                ///< as cards of their own; else counted on the partitioned table
    CardCollapse collapse = CardCollapse::None; ///< at least that much, whatever the cards say
    bool operator==(const PictureOptions&) const = default;
};

/// Sizes shared by everything that draws cards. Units: those of CardLayout.
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
    static constexpr double stub = 20; ///< straight piece at a line's ends, room for the crow's foot
};

struct CardRow {
    std::string column; ///< the column's name as it is
    std::string name;   ///< as drawn: one line, elided
    std::string type;   ///< as drawn; empty where types are hidden
    double typeWidth = 0;
    bool primaryKey = false;
    bool foreignKey = false;
    bool notNull = false;
    bool unique = false;  ///< by itself: a one-column unique constraint or index
    bool indexed = false; ///< leads an index
};

enum class CardShape { Table, PartitionedTable, View, MaterializedView };

/// What a card shows, without where it is. Shared between scenes as long as the objects it was made of are the same.
struct CardContent {
    CardShape shape = CardShape::Table;
    std::string title;    ///< as drawn
    std::string subtitle; ///< as drawn: schema (where there are several), what it is if no plain table; may be empty
    bool badges = false;  ///< a row has a unique or index badge: room is kept for them in all rows
    std::vector<CardRow> rows; ///< keys first, then the others in the table's order; only those that are shown
    std::size_t keyRows = 0;   ///< how many of them are the primary key
    std::size_t hiddenRows = 0;
    double width = 0;
    double height = 0;
    double titleHeight = 0;
    CardCollapse collapse = CardCollapse::None;
    bool showTypes = true; ///< false: no types, and none of the marks that only developers read
    std::string alias;     ///< that the title was made from; empty: the name
    std::string basis;     ///< the subtitle before it was fitted
    std::vector<std::shared_ptr<const Object>> sources; ///< the relation and its indexes

    [[nodiscard]] double rowTop(std::size_t row) const
    {
        return titleHeight + CardMetrics::padding + static_cast<double>(row) * CardMetrics::rowHeight;
    }
    [[nodiscard]] double rowMiddle(std::size_t row) const { return rowTop(row) + CardMetrics::rowHeight / 2; }
    /// Index of the row of that column, where it is shown.
    [[nodiscard]] std::optional<std::size_t> rowOf(std::string_view column) const;
};

struct Card {
    ObjectKey key;
    std::shared_ptr<const CardContent> content;
    Point position;       ///< top left
    std::size_t tint = 0; ///< which of the theme's tints, by schema
    std::string color;    ///< "#rrggbb" by hand; empty: the tint
    bool pinned = false;
    double radius = CardMetrics::
        radius;          ///< of the corners: in IDEF1X what depends on another table is round, what does not is square
    bool placed = false; ///< the diagram says where it is; false: we put it there

    [[nodiscard]] Rect rect() const { return {position.x, position.y, content->width, content->height}; }
    [[nodiscard]] Color headerColor(const PictureTheme& theme) const;
};

enum class LineEnd { One, ZeroOrOne, ZeroOrMany };

/// A foreign key as a line: from the table that has it to the table it references.
struct Relation {
    ObjectKey key; ///< of the constraint
    std::size_t from = 0;
    std::size_t to = 0;
    std::vector<std::size_t> fromRows; ///< rows of its columns that are shown
    std::vector<std::size_t> toRows;
    LineEnd fromEnd = LineEnd::ZeroOrMany; ///< ZeroOrOne where the columns are unique
    LineEnd toEnd = LineEnd::One;          ///< ZeroOrOne where a column may be null
    bool identifying = false;              ///< its columns are part of the primary key
    std::string verb;                      ///< as drawn; empty where verb phrases are not shown
    std::vector<Point> waypoints;          ///< by hand; empty: found by the router
    std::vector<Point> route;              ///< as the router found it, before parallel lines are spread
    std::vector<Point> path;               ///< as drawn: right-angled, from the one card's side to the other's
    Reach reach;                           ///< a card that changes inside of it may change the route
    TrackMemory tracks;                    ///< what spreading it beside others found out
};

/// A diagram ready to be drawn. A value: what draws it needs nothing else.
struct Scene {
    std::vector<Card> cards;         ///< by key
    std::vector<Relation> relations; ///< by key
    std::vector<DiagramNote> notes;
    DiagramStyle style;
    PictureOptions options;

    [[nodiscard]] std::optional<std::size_t> indexOf(const ObjectKey& key) const;
    /// Around cards, lines and notes.
    [[nodiscard]] Rect bounds() const;
};

/// The cards and lines of a diagram. Cards that the diagram does not place stay where `previous` has them, or are put beside their
/// neighbours without moving any other. `previous` also makes it quick: what did not change is shared and keeps its route.
[[nodiscard]] Scene buildScene(const Catalog& catalog, const Diagram& diagram, const PictureOptions& options,
                               const Scene* previous = nullptr);

/// Where tables go that are put on a diagram: beside those of it that they have lines with, moving none.
[[nodiscard]] std::vector<std::pair<ObjectKey, Point>> placesOf(const Catalog& catalog, const Diagram& diagram,
                                                                const std::set<ObjectKey>& added);

/// The same as far as nothing is drawn of it: the lines have no way yet. Enough to arrange it.
[[nodiscard]] Scene buildUnrouted(const Catalog& catalog, const Diagram& diagram, const PictureOptions& options);

class SpaceIndex;

/// The cards' rectangles by their number in the scene.
[[nodiscard]] SpaceIndex indexOfCards(const Scene& scene);

/// A line that was drawn anew, by its number, and what it was before.
struct RedrawnLine {
    std::size_t relation = 0;
    Relation before;
};

/// Cards (by number) are somewhere else; nothing else changed. The same as buildScene with such a diagram, but quick. `index` is the scene's
/// and stays it.
void settleCards(Scene& scene, SpaceIndex& index, const std::vector<std::pair<std::size_t, Point>>& moves);

/// For the time of a drag: moves cards (by number) and finds at once the lines anew that this concerns, which are the moved cards' own
/// and those now under a moved card. All others keep their way; buildScene settles them afterwards.
std::vector<RedrawnLine> moveCards(Scene& scene, SpaceIndex& index,
                                   const std::vector<std::pair<std::size_t, Point>>& moves);

} // namespace schemawright
