#include "model/diagram.h"

#include "model/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace schemawright {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 3> collapseNames{"none", "keys", "name"};
constexpr std::array<std::string_view, 2> notationNames{"crows_foot", "idef1x"};

/// What a file may hold: far more than anybody draws, and little enough to be drawn.
constexpr std::size_t mostBytes = 64UL << 20U;
constexpr std::size_t mostEntries = 100000; ///< cards, lines, points, verbs and notes together
constexpr int deepestNesting = 16;
constexpr double farthest = 1e6; ///< from the middle, in either direction
constexpr double largestNote = 1e5;

/// One value on one line. Bytes that are no UTF-8 are replaced: names from a database may hold anything.
std::string line(const Json& value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// JSON has no infinity; a card there could not be found again anyway.
double finite(double value)
{
    return std::isfinite(value) ? value : 0;
}

double within(double value, double least, double most)
{
    return std::isfinite(value) ? std::clamp(value, least, most) : std::clamp(0.0, least, most);
}

Json pointJson(const Point& point)
{
    return Json::array({finite(point.x), finite(point.y)});
}

/// The names of an object; what is empty, and the kind where it is the usual one, are left out.
Json keyJson(const ObjectKey& key, Kind usual)
{
    Json out = Json::object();
    if (key.kind != usual)
        out["kind"] = kindName(key.kind);
    if (!key.schema.empty())
        out["schema"] = key.schema;
    if (!key.parent.empty())
        out["parent"] = key.parent;
    out["name"] = key.name;
    if (!key.args.empty())
        out["args"] = key.args;
    return out;
}

/// What a reader of ours throws where the JSON is well formed but says something else than expected.
struct Unexpected {
    std::string message;
};

template <class T> T valueAt(const Json& object, const char* key, const T& fallback)
{
    const auto found = object.find(key);
    return found == object.end() ? fallback : found->get<T>();
}

ObjectKey keyFrom(const Json& object, Kind usual)
{
    ObjectKey key;
    key.kind = usual;
    if (object.contains("kind")) {
        const auto name = object.at("kind").get<std::string>();
        const auto kind = kindNamed(name);
        if (!kind)
            throw Unexpected{"unknown kind \"" + name + "\""};
        key.kind = *kind;
    }
    key.schema = valueAt<std::string>(object, "schema", {});
    key.parent = valueAt<std::string>(object, "parent", {});
    key.name = object.at("name").get<std::string>();
    key.args = valueAt<std::string>(object, "args", {});
    return key;
}

/// What is too far away is put where it can be found.
Point placeAt(const Json& x, const Json& y)
{
    return {within(x.get<double>(), -farthest, farthest), within(y.get<double>(), -farthest, farthest)};
}

Point pointFrom(const Json& array)
{
    return placeAt(array.at(0), array.at(1));
}

CardLayout cardFrom(const Json& object)
{
    CardLayout card;
    card.position = placeAt(object.at("x"), object.at("y"));
    card.color = valueAt<std::string>(object, "color", {});
    const auto collapse = valueAt<std::string>(object, "collapse", "none");
    const auto* found = std::ranges::find(collapseNames, collapse);
    if (found == collapseNames.end())
        throw Unexpected{"unknown collapse \"" + collapse + "\""};
    card.collapse = static_cast<CardCollapse>(found - collapseNames.begin());
    card.pinned = valueAt(object, "pinned", false);
    card.alias = valueAt<std::string>(object, "alias", {});
    return card;
}

DiagramStyle styleFrom(const Json& object)
{
    DiagramStyle style;
    const auto notation = valueAt<std::string>(object, "notation", std::string(notationNames.front()));
    const auto* found = std::ranges::find(notationNames, notation);
    if (found == notationNames.end())
        throw Unexpected{"unknown notation \"" + notation + "\""};
    style.notation = static_cast<Notation>(found - notationNames.begin());
    style.showTypes = valueAt(object, "types", style.showTypes);
    style.showVerbs = valueAt(object, "verbs", style.showVerbs);
    style.showAliases = valueAt(object, "aliases", style.showAliases);
    return style;
}

/// Only what is not as usual.
Json styleJson(const DiagramStyle& style)
{
    const DiagramStyle usual;
    Json out = Json::object();
    if (style.notation != usual.notation)
        out["notation"] = notationNames[static_cast<std::size_t>(style.notation)];
    if (style.showTypes != usual.showTypes)
        out["types"] = style.showTypes;
    if (style.showVerbs != usual.showVerbs)
        out["verbs"] = style.showVerbs;
    if (style.showAliases != usual.showAliases)
        out["aliases"] = style.showAliases;
    return out;
}

DiagramNote noteFrom(const Json& object)
{
    DiagramNote note;
    note.id = valueAt<std::string>(object, "id", {});
    note.area = valueAt(object, "area", false);
    note.text = valueAt<std::string>(object, "text", {});
    note.position = placeAt(object.at("x"), object.at("y"));
    note.width = within(valueAt(object, "width", note.width), 1, largestNote);
    note.height = within(valueAt(object, "height", note.height), 1, largestNote);
    note.color = valueAt<std::string>(object, "color", {});
    return note;
}

Json cardJson(const ObjectKey& key, const CardLayout& card)
{
    Json out = keyJson(key, Kind::Table);
    out["x"] = finite(card.position.x);
    out["y"] = finite(card.position.y);
    if (!card.color.empty())
        out["color"] = card.color;
    if (card.collapse != CardCollapse::None)
        out["collapse"] = collapseNames[static_cast<std::size_t>(card.collapse)];
    if (card.pinned)
        out["pinned"] = true;
    if (!card.alias.empty())
        out["alias"] = card.alias;
    return out;
}

Json noteJson(const DiagramNote& note)
{
    Json out = Json::object();
    out["id"] = note.id;
    if (note.area)
        out["area"] = true;
    out["text"] = note.text;
    out["x"] = finite(note.position.x);
    out["y"] = finite(note.position.y);
    out["width"] = finite(note.width);
    out["height"] = finite(note.height);
    if (!note.color.empty())
        out["color"] = note.color;
    return out;
}

std::string lines(const std::vector<std::string>& items)
{
    std::string out = "[";
    for (const std::string& item : items)
        out += (&item == &items.front() ? "\n" : ",\n") + item;
    return out + (items.empty() ? "]" : "\n]");
}

std::size_t lineAt(std::string_view text, std::size_t at)
{
    return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, at), '\n'));
}

/// Where the text is nested deeper than we read: nobody needs more than a few levels, and copying or writing very many takes the stack.
std::optional<std::size_t> tooDeepAt(std::string_view text)
{
    int depth = 0;
    bool inString = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (inString && c == '\\')
            ++at;
        else if (c == '"')
            inString = !inString;
        else if (!inString && (c == '[' || c == '{') && ++depth > deepestNesting)
            return at;
        else if (!inString && (c == ']' || c == '}'))
            --depth;
    }
    return std::nullopt;
}

/// The entries of a list, counted.
class Entries {
public:
    explicit Entries(const Json& json) : m_json(json) {}

    [[nodiscard]] const Json& of(const char* name)
    {
        static const Json none = Json::array();
        const auto found = m_json.find(name);
        return found == m_json.end() ? none : counted(*found);
    }
    [[nodiscard]] const Json& counted(const Json& list)
    {
        m_count += list.size();
        if (m_count > mostEntries)
            throw Unexpected{"the diagram has more than " + std::to_string(mostEntries) + " cards, points and notes"};
        return list;
    }

private:
    const Json& m_json;
    std::size_t m_count = 0;
};

/// Runs `read` on the parsed text; what the library or the reader throws becomes an Error.
template <class T> Result<T> parse(std::string_view text, const std::function<T(const Json&)>& read)
{
    Error error;
    try {
        if (text.size() > mostBytes)
            throw Unexpected{"the file is larger than " + std::to_string(mostBytes >> 20U) + " MB"};
        if (const auto at = tooDeepAt(text)) {
            error.line = lineAt(text, *at);
            throw Unexpected{"the JSON is nested more than " + std::to_string(deepestNesting) + " levels deep"};
        }
        return read(Json::parse(text));
    } catch (const Json::parse_error& thrown) {
        error.message = "the file is not valid JSON";
        const std::size_t at = std::min(thrown.byte == 0 ? 0 : thrown.byte - 1, text.size());
        error.line = lineAt(text, at);
        error.position = at + 1;
        if (text.find("<<<<<<<") != std::string_view::npos)
            error.hint = "resolve the merge conflict: the file has conflict markers";
    } catch (const Json::exception& thrown) {
        error.message = "the JSON does not have the expected structure: " + std::string(thrown.what());
    } catch (const Unexpected& thrown) {
        error.message = thrown.message;
    }
    return std::unexpected(std::move(error));
}

} // namespace

std::string diagramToJson(const Diagram& diagram)
{
    std::vector<std::string> cards;
    for (const auto& [key, card] : diagram.cards)
        cards.push_back(line(cardJson(key, card)));
    std::vector<std::string> waypoints;
    for (const auto& [key, points] : diagram.waypoints) {
        Json item = keyJson(key, Kind::Constraint);
        item["points"] = Json::array();
        for (const Point& point : points)
            item["points"].push_back(pointJson(point));
        waypoints.push_back(line(item));
    }
    std::vector<std::string> verbs;
    for (const auto& [key, verb] : diagram.verbs) {
        Json item = keyJson(key, Kind::Constraint);
        item["verb"] = verb;
        verbs.push_back(line(item));
    }
    std::vector<std::string> notes;
    for (const DiagramNote& note : diagram.notes)
        notes.push_back(line(noteJson(note)));
    std::string text = "{\n\"name\": " + line(diagram.name);
    text += std::string(",\n\"allTables\": ") + (diagram.allTables ? "true" : "false");
    if (diagram.style != DiagramStyle{})
        text += ",\n\"style\": " + line(styleJson(diagram.style));
    text += ",\n\"cards\": " + lines(cards) + ",\n\"waypoints\": " + lines(waypoints);
    if (!verbs.empty())
        text += ",\n\"verbs\": " + lines(verbs);
    return text + ",\n\"notes\": " + lines(notes) + "\n}\n";
}

Result<Diagram> diagramFromJson(std::string_view text)
{
    return parse<Diagram>(text, [](const Json& json) {
        Diagram diagram;
        diagram.name = json.at("name").get<std::string>();
        diagram.allTables = valueAt(json, "allTables", true);
        Entries entries(json);
        for (const Json& item : entries.of("cards"))
            diagram.cards[keyFrom(item, Kind::Table)] = cardFrom(item);
        for (const Json& item : entries.of("waypoints")) {
            auto& points = diagram.waypoints[keyFrom(item, Kind::Constraint)];
            for (const Json& point : entries.counted(item.at("points")))
                points.push_back(pointFrom(point));
        }
        if (json.contains("style"))
            diagram.style = styleFrom(json.at("style"));
        for (const Json& item : entries.of("verbs"))
            diagram.verbs[keyFrom(item, Kind::Constraint)] = item.at("verb").get<std::string>();
        for (const Json& item : entries.of("notes"))
            diagram.notes.push_back(noteFrom(item));
        return diagram;
    });
}

std::string renamesToJson(const std::vector<Rename>& renames)
{
    std::vector<std::string> items;
    for (const Rename& rename : renames) {
        Json item = keyJson(rename.from, Kind::Column);
        item["kind"] = kindName(rename.from.kind);
        item["to"] = rename.newName;
        if (!rename.newSchema.empty())
            item["toSchema"] = rename.newSchema;
        if (!rename.newParent.empty())
            item["toParent"] = rename.newParent;
        items.push_back(line(item));
    }
    return lines(items) + "\n";
}

Result<std::vector<Rename>> renamesFromJson(std::string_view text)
{
    return parse<std::vector<Rename>>(text, [](const Json& json) {
        std::vector<Rename> renames;
        for (const Json& item : json)
            renames.push_back({keyFrom(item, Kind::Column), item.at("to").get<std::string>(),
                               valueAt(item, "toSchema", std::string()), valueAt(item, "toParent", std::string())});
        return renames;
    });
}

} // namespace schemawright
