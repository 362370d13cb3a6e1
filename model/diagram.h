#pragma once

#include "model/error.h"
#include "model/object_key.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace schemawright {

struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};

enum class CardCollapse { None, Keys, Name };
enum class Notation { CrowsFoot, Idef1x };

/// Display options of a diagram.
struct DiagramStyle {
    Notation notation = Notation::CrowsFoot;
    bool showTypes = true;
    bool showVerbs = false;   ///< show verb phrases on the lines
    bool showAliases = false; ///< show stakeholders' names instead of the tables' names
    bool operator==(const DiagramStyle&) const = default;
};

/// Position and appearance of a table's card. Units: points at 100 % (1 unit = 1 px at zoom 1), y downwards.
struct CardLayout {
    Point position;    ///< top left
    std::string color; ///< "#rrggbb"; empty: the schema's or the theme's
    CardCollapse collapse = CardCollapse::None;
    bool pinned = false;
    std::string alias; ///< the stakeholders' name; empty: the table's name
    bool operator==(const CardLayout&) const = default;
};

/// A note or an area (a subject area behind the cards).
struct DiagramNote {
    std::string id;
    bool area = false;
    std::string text; ///< Markdown for a note, the title for an area
    Point position;
    double width = 200;
    double height = 120;
    std::string color;
    bool operator==(const DiagramNote&) const = default;
};

/// A diagram of the model: layout only, one file each, one line per card, which simplifies merges.
struct Diagram {
    std::string name;
    bool allTables = true; ///< the diagram shows every table of the model; false: only those in `cards`
    DiagramStyle style;
    std::map<ObjectKey, CardLayout> cards;
    std::map<ObjectKey, std::vector<Point>> waypoints; ///< by foreign-key constraint
    std::map<ObjectKey, std::string>
        verbs; ///< "places", "belongs to": by foreign-key constraint, read from the referencing table
    std::vector<DiagramNote> notes; ///< in the order they are drawn
    bool operator==(const Diagram&) const = default;
};

[[nodiscard]] std::string diagramToJson(const Diagram& diagram);
[[nodiscard]] Result<Diagram> diagramFromJson(std::string_view json);

} // namespace schemawright
