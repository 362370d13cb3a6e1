#include "ui/picture/export.h"

#include "ui/picture/marks.h"
#include "ui/picture/note_text.h"

#include <cmath>
#include <format>

namespace schemawright {
namespace {

using Metrics = CardMetrics;
constexpr double margin = 32;

/// Text between tags or quotes. Names were made one line of valid UTF-8 before, so only markup is left to escape.
std::string escaped(std::string_view text)
{
    std::string safe;
    for (const char c : text) {
        switch (c) {
        case '&': safe += "&amp;"; break;
        case '<': safe += "&lt;"; break;
        case '>': safe += "&gt;"; break;
        case '"': safe += "&quot;"; break;
        default: safe += c;
        }
    }
    return safe;
}

/// Tenths are enough, and whole numbers are written as such: the file stays small.
std::string number(double value)
{
    const double tenths = std::round(value * 10);
    if (std::fmod(tenths, 10) == 0)
        return std::format("{:.0f}", tenths / 10 + 0.0);
    return std::format("{:.1f}", tenths / 10);
}

std::string opacity(Color color)
{
    return std::format("{:.2f}", color.alpha / 255.0);
}

class SvgWriter {
public:
    SvgWriter(const Scene& scene, const PictureTheme& theme) : m_scene(scene), m_theme(theme) {}

    std::string run(std::string_view title)
    {
        const Rect bounds = m_scene.bounds().grown(margin);
        m_out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        m_out += std::format("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                             "width=\"{0}\" height=\"{1}\" "
                             "viewBox=\"{2} {3} {0} {1}\">\n",
                             number(bounds.width), number(bounds.height), number(bounds.x), number(bounds.y));
        if (!title.empty())
            m_out += std::format("<title>{}</title>\n", escaped(oneLine(title)));
        writeStyle();
        m_out +=
            std::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>\n", number(bounds.x),
                        number(bounds.y), number(bounds.width), number(bounds.height), colorText(m_theme.background));
        for (const DiagramNote& note : m_scene.notes) {
            if (note.area)
                writeArea(note);
        }
        writeRelations();
        for (const DiagramNote& note : m_scene.notes) {
            if (!note.area)
                writeNote(note);
        }
        for (const Card& card : m_scene.cards)
            writeCard(card);
        for (const DiagramNote& note : m_scene.notes) {
            if (note.area)
                writeAreaTitle(note);
        }
        m_out += "</svg>\n";
        return std::move(m_out);
    }

private:
    void writeStyle()
    {
        const PictureTheme& t = m_theme;
        m_out += "<style>\n";
        m_out +=
            std::format("text{{font:{}px {};fill:{}}}\n", Metrics::rowSize, pictureFontFamily, colorText(t.nameText));
        m_out += std::format(".b{{font-weight:bold}}tspan{{font-size:{}px;font-weight:normal;fill:{}}}\n",
                             Metrics::typeSize, colorText(t.typeText));
        m_out +=
            std::format(".h{{font-size:{}px;font-weight:bold;fill:{}}}\n", Metrics::titleSize, colorText(t.titleText));
        m_out += std::format(".u{{font-size:{}px;fill:{};fill-opacity:{}}}\n", Metrics::subtitleSize,
                             colorText(t.subtitleText), opacity(t.subtitleText));
        m_out += std::format(".c{{fill:{};stroke:{}}}.l{{stroke:{}}}\n", colorText(t.card), colorText(t.cardBorder),
                             colorText(t.rowLine));
        m_out += std::format(".s{{fill:{};fill-opacity:{}}}\n", colorText(t.shadow), opacity(t.shadow));
        m_out += std::format(".r{{fill:none;stroke:{};stroke-width:1.4}}.d{{stroke-dasharray:6 4}}\n",
                             colorText(t.relation));
        m_out += std::format(".o{{fill:{};stroke:{};stroke-width:1.4}}.f{{fill:{}}}\n", colorText(t.background),
                             colorText(t.relation), colorText(t.relation));
        // Dots are points with round caps: one path draws all of a card's.
        m_out += std::format(".n,.m{{stroke:{};stroke-width:5.2;stroke-linecap:round}}.e{{stroke:{};stroke-width:3.2;"
                             "stroke-linecap:round}}\n",
                             colorText(t.mark), colorText(t.card));
        m_out += "</style>\n<defs>\n";
        m_out += std::format(
            "<g id=\"k\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\"><circle cx=\"4\" cy=\"0\" r=\"3\"/>"
            "<path d=\"M7 0H13.5M10.5 0V3M13 0V3\"/></g>\n",
            colorText(t.primaryKey));
        m_out += std::format("<g id=\"x\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\"><path d=\"M1.5 0H11M7.5 "
                             "-3.5L11 0L7.5 3.5\"/></g>\n",
                             colorText(t.foreignKey));
        for (const auto& [id, letter] : {std::pair{"U", "U"}, std::pair{"I", "I"}})
            m_out +=
                std::format("<g id=\"{}\"><rect x=\"-6.5\" y=\"-6.5\" width=\"13\" height=\"13\" rx=\"3\" "
                            "fill=\"none\" stroke=\"{}\"/>"
                            "<text y=\"3.3\" text-anchor=\"middle\" style=\"font-size:9px;fill:{}\">{}</text></g>\n",
                            id, colorText(t.mark), colorText(t.mark), letter);
        m_out += "</defs>\n";
    }

    void writeArea(const DiagramNote& area)
    {
        const std::string color = colorText(noteFill(area, m_theme));
        m_out += std::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"8\" fill=\"{}\" "
                             "fill-opacity=\"{}\" stroke=\"{}\" stroke-opacity=\"0.6\"/>\n",
                             number(area.position.x), number(area.position.y), number(area.width), number(area.height),
                             color, areaOpacity, color);
    }

    /// In the strip at the area's top; where a card lies there, above it if there is room, else upon the card. On a ground of its own, since lines
    /// may run there.
    void writeAreaTitle(const DiagramNote& area)
    {
        constexpr double size = NoteMetrics::areaTitleSize;
        const TextMeasure& measure = builtinTextMeasure();
        const std::string title =
            elided(oneLine(area.text), area.width - 2 * NoteMetrics::padding, size, FontWeight::Bold, measure);
        if (title.empty())
            return;
        const double width = measure.width(title, FontWeight::Bold) * size;
        const auto placeAt = [&](double baseline) {
            return Rect{area.position.x + NoteMetrics::padding, baseline - size, width, size * 1.3}.grown(3);
        };
        const auto isFree = [&](const Rect& place) {
            return std::ranges::none_of(m_scene.cards, [&](const Card& card) { return card.rect().overlaps(place); });
        };
        const double within = area.position.y + 21;
        const double above = area.position.y - 8;
        const double baseline = !isFree(placeAt(within)) && isFree(placeAt(above)) ? above : within;
        const Rect plate = placeAt(baseline);
        const Color ground = baseline == within ? areaGround(area, m_theme) : m_theme.background;
        m_out += std::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\" fill=\"{}\" "
                             "fill-opacity=\"{}\"/>\n",
                             number(plate.x), number(plate.y), number(plate.width), number(plate.height),
                             colorText(ground), titleGroundOpacity);
        m_out += std::format("<text class=\"b\" x=\"{}\" y=\"{}\" style=\"font-size:{}px\">{}</text>\n",
                             number(area.position.x + NoteMetrics::padding), number(baseline), size, escaped(title));
    }

    void writeNote(const DiagramNote& note)
    {
        m_out +=
            std::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\" fill=\"{}\" stroke=\"{}\"/>\n",
                        number(note.position.x), number(note.position.y), number(note.width), number(note.height),
                        colorText(noteFill(note, m_theme)), colorText(m_theme.cardBorder));
        for (const NoteLine& line : noteLines(note)) {
            if (line.runs.empty())
                continue;
            m_out += std::format("<text xml:space=\"preserve\" y=\"{}\" style=\"font-size:{}px;fill:{}\">",
                                 number(note.position.y + line.baseline), number(line.size),
                                 colorText(noteInk(note, m_theme)));
            for (const NoteRun& run : line.runs)
                m_out += std::format("<tspan x=\"{}\" style=\"font-size:{}px;fill:inherit{}{}{}\">{}</tspan>",
                                     number(note.position.x + run.x), number(line.size),
                                     run.bold ? ";font-weight:bold" : "", run.italic ? ";font-style:italic" : "",
                                     run.code ? ";fill-opacity:0.75" : "", escaped(run.text));
            m_out += "</text>\n";
        }
    }

    void writeVerb(const Relation& relation)
    {
        const Point at = verbPlace(relation);
        const double width = builtinTextMeasure().width(relation.verb, FontWeight::Normal) * verbSize;
        m_out += std::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"16\" fill=\"{}\"/><text x=\"{}\" y=\"{}\" "
                             "style=\"font-size:{}px;font-style:italic;fill:{}\">{}</text>\n",
                             number(at.x - width / 2 - 4), number(at.y - 8), number(width + 8),
                             colorText(m_theme.background), number(at.x - width / 2), number(at.y + 4), verbSize,
                             colorText(m_theme.typeText), escaped(relation.verb));
    }

    void writeRelations()
    {
        for (const Relation& relation : m_scene.relations) {
            if (relation.path.size() < 2)
                continue;
            m_out += std::format("<path class=\"r{}\" d=\"{}\"/>\n",
                                 isDashed(relation, m_scene.style.notation) ? " d" : "", pathData(relation.path));
            for (const MarkShape& mark : endMarks(relation, m_scene.style.notation))
                writeMark(mark);
        }
        for (const Relation& relation : m_scene.relations) {
            if (!relation.verb.empty() && relation.path.size() >= 2)
                writeVerb(relation);
        }
    }

    void writeMark(const MarkShape& mark)
    {
        const char* style = mark.fill == MarkFill::None ? "r" : mark.fill == MarkFill::Background ? "o" : "f";
        if (mark.radius > 0) {
            m_out += std::format("<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>", style, number(mark.points[0].x),
                                 number(mark.points[0].y), number(mark.radius));
            return;
        }
        m_out += std::format("<path class=\"{}\" d=\"M", style);
        for (const Point& point : mark.points)
            m_out += std::format("{} {} ", number(point.x), number(point.y));
        m_out += mark.closed ? "z\"/>" : "\"/>";
    }

    /// Right-angled, with softened corners. Each step from the last point, which takes a third of the letters of places in the picture; the
    /// tenths are counted out before, so that no error adds up.
    static std::string pathData(const std::vector<Point>& path)
    {
        const auto rounded = [](const Point& point) {
            return Point{std::round(point.x * 10) / 10, std::round(point.y * 10) / 10};
        };
        Point at = rounded(path.front());
        std::string data = std::format("M{} {}", number(at.x), number(at.y));
        const auto straight = [&](Point to) {
            to = rounded(to);
            if (to.y == at.y)
                data += "h" + number(to.x - at.x);
            else if (to.x == at.x)
                data += "v" + number(to.y - at.y);
            else
                data += std::format("l{} {}", number(to.x - at.x), number(to.y - at.y));
            at = to;
        };
        for (std::size_t i = 1; i + 1 < path.size(); ++i) {
            const Point& corner = path[i];
            const auto towards = [&](const Point& other) {
                const double length = std::abs(other.x - corner.x) + std::abs(other.y - corner.y);
                const double r = std::min(relationRadius, length / 2);
                return length == 0 ? corner
                                   : Point{corner.x + (other.x - corner.x) / length * r,
                                           corner.y + (other.y - corner.y) / length * r};
            };
            straight(towards(path[i - 1]));
            const Point bend = rounded(corner);
            const Point out = rounded(towards(path[i + 1]));
            data += std::format("q{} {} {} {}", number(bend.x - at.x), number(bend.y - at.y), number(out.x - at.x),
                                number(out.y - at.y));
            at = out;
        }
        straight(path.back());
        return data;
    }

    void writeCard(const Card& card)
    {
        const CardContent& content = *card.content;
        const std::string width = number(content.width);
        const double title = content.titleHeight;
        m_out += std::format("<g transform=\"translate({} {})\">", number(card.position.x), number(card.position.y));
        m_out += std::format("<rect class=\"s\" x=\"1\" y=\"3\" width=\"{0}\" height=\"{1}\" rx=\"{2}\"/><rect "
                             "class=\"c\" width=\"{0}\" height=\"{1}\" rx=\"{2}\"/>",
                             width, number(content.height), number(card.radius));
        const std::string fill = colorText(card.headerColor(m_theme));
        if (content.rows.empty())
            m_out += std::format("<rect width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{}\"/>", width, number(title),
                                 number(card.radius), fill);
        else
            m_out += std::format(
                "<path d=\"M0 {0}V{1}a{1} {1} 0 0 1 {1}-{1}H{2}a{1} {1} 0 0 1 {1} {1}V{0}z\" fill=\"{3}\"/>",
                number(title), number(card.radius), number(content.width - card.radius), fill);
        const bool two = !content.subtitle.empty();
        m_out +=
            std::format("<text class=\"h\" x=\"12\" y=\"{}\">{}</text>", two ? "19" : "22", escaped(content.title));
        if (two)
            m_out += std::format("<text class=\"u\" x=\"12\" y=\"33\">{}</text>", escaped(content.subtitle));
        if (content.keyRows > 0 && content.keyRows < content.rows.size())
            m_out += std::format("<path class=\"l\" d=\"M1 {0}H{1}\"/>", number(content.rowTop(content.keyRows)),
                                 number(content.width - 1));
        for (std::size_t i = 0; i < content.rows.size(); ++i)
            writeRow(content, i);
        if (content.showTypes && (content.shape == CardShape::Table || content.shape == CardShape::PartitionedTable))
            writeNullMarks(content);
        m_out += "</g>\n";
    }

    /// A dot where a column may not be null, a ring where it may.
    void writeNullMarks(const CardContent& content)
    {
        std::string dots;
        std::string rings;
        const std::string x = number(content.width - Metrics::sidePadding - 2);
        for (std::size_t i = 0; i < content.rows.size(); ++i)
            (content.rows[i].notNull ? dots : rings) += std::format("M{} {}h0", x, number(content.rowMiddle(i)));
        if (!dots.empty())
            m_out += std::format("<path class=\"n\" d=\"{}\"/>", dots);
        if (!rings.empty())
            m_out += std::format("<path class=\"m\" d=\"{0}\"/><path class=\"e\" d=\"{0}\"/>", rings);
    }

    void writeRow(const CardContent& content, std::size_t i)
    {
        const CardRow& row = content.rows[i];
        const double middle = content.rowMiddle(i);
        if (row.primaryKey || row.foreignKey)
            m_out +=
                std::format("<use xlink:href=\"#{}\" x=\"10\" y=\"{}\"/>", row.primaryKey ? 'k' : 'x', number(middle));
        double right = content.width - Metrics::sidePadding - Metrics::nullMarkWidth;
        if (content.badges) {
            if (row.unique || row.indexed)
                m_out += std::format("<use xlink:href=\"#{}\" x=\"{}\" y=\"{}\"/>", row.unique ? 'U' : 'I',
                                     number(right - 5), number(middle));
            right -= Metrics::badgeWidth;
        }
        m_out += std::format("<text{} x=\"{}\" y=\"{}\">{}", row.primaryKey ? " class=\"b\"" : "",
                             number(Metrics::nameLeft), number(middle + 4.5), escaped(row.name));
        if (!row.type.empty())
            m_out += std::format("<tspan x=\"{}\">{}</tspan>", number(right - row.typeWidth), escaped(row.type));
        m_out += "</text>";
    }

    const Scene& m_scene;
    const PictureTheme& m_theme;
    std::string m_out;
};

} // namespace

std::string toSvg(const Scene& scene, const PictureTheme& theme, std::string_view title)
{
    return SvgWriter(scene, theme).run(title);
}

} // namespace schemawright
