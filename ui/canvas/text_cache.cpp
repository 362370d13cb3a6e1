#include "ui/canvas/text_cache.h"

#include "ui/basics/text.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace schemawright {
namespace {

using Metrics = CardMetrics;

/// A name in pieces that each fit the width, broken after underscores where it can be.
std::vector<std::string> nameLines(const std::string& name, double width, double size)
{
    const TextMeasure& measure = builtinTextMeasure();
    std::vector<std::string> lines(1);
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t end = std::min(name.find('_', at), name.size() - 1) + 1;
        const std::string part = name.substr(at, end - at);
        at = end;
        if (!lines.back().empty() && measure.width(lines.back() + part, FontWeight::Bold) * size > width)
            lines.emplace_back();
        lines.back() += part;
    }
    for (std::string& line : lines)
        line = elided(line, width, size, FontWeight::Bold, measure);
    return lines;
}

} // namespace

QFont pictureFont(int pixelSize, bool bold)
{
    QFont font;
    font.setFamilies({QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans"), font.family()});
    font.setPixelSize(pixelSize);
    font.setBold(bold);
    // Unhinted advances scale evenly, so that text fits its card at any zoom.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

TextCache::TextCache()
{
    const std::array<std::pair<double, bool>, StyleCount> fonts{{{Metrics::titleSize, true},
                                                                 {Metrics::subtitleSize, false},
                                                                 {Metrics::rowSize, false},
                                                                 {Metrics::rowSize, true},
                                                                 {Metrics::typeSize, false}}};
    for (std::size_t i = 0; i < fonts.size(); ++i) {
        m_sets[i].font = pictureFont(static_cast<int>(std::lround(fonts[i].first)), fonts[i].second);
        m_sets[i].ascent = QFontMetricsF(m_sets[i].font).ascent();
    }
}

void TextCache::draw(QPainter& painter, Set& set, const std::string& text, QPointF at)
{
    constexpr std::size_t limit = 20000;
    if (set.texts.size() > limit)
        set.texts.clear();
    auto [found, isNew] = set.texts.try_emplace(text);
    if (isNew) {
        found->second = QStaticText(toQt(text));
        found->second.setTextFormat(Qt::PlainText);
        found->second.setPerformanceHint(QStaticText::AggressiveCaching);
    }
    if (m_current != &set) {
        painter.setFont(set.font);
        m_current = &set;
    }
    painter.drawStaticText(at - QPointF(0, set.ascent), found->second);
}

void TextCache::draw(QPainter& painter, Style style, const std::string& text, QPointF at)
{
    draw(painter, m_sets[style], text, at);
}

void TextCache::draw(QPainter& painter, int pixelSize, bool bold, const std::string& text, QPointF at, bool italic)
{
    const auto [found, isNew] = m_sizes.try_emplace({pixelSize, bold, italic});
    if (isNew) {
        found->second.font = pictureFont(pixelSize, bold);
        found->second.font.setItalic(italic);
        found->second.ascent = QFontMetricsF(found->second.font).ascent();
    }
    draw(painter, found->second, text, at);
}

/// As large as fits. Kept, because breaking names takes longer than drawing them.
const TextCache::BoxLabel& TextCache::boxLabel(const CardContent& content, double width, double height)
{
    BoxLabel& label = m_labels[&content];
    if (label.width == width && label.height == height)
        return label;
    label = {.width = width, .height = height, .size = 0, .lines = {}};
    int size = static_cast<int>(std::clamp(width / 7, smallestLabel, 13.0));
    for (; size >= smallestLabel; --size) {
        label.lines = nameLines(content.title, width, size);
        const bool whole =
            std::ranges::none_of(label.lines, [](const std::string& line) { return line.ends_with("\u2026"); });
        if (whole && static_cast<double>(label.lines.size()) * size * 1.2 <= height)
            break;
    }
    label.size = std::max(size, static_cast<int>(smallestLabel));
    const auto room = std::max<std::size_t>(1, static_cast<std::size_t>(height / (label.size * 1.2)));
    if (label.lines.size() > room) {
        // What is left over follows in the last line, as far as it goes: half a name without a sign of it would be another name.
        std::string rest;
        for (std::size_t i = room - 1; i < label.lines.size(); ++i)
            rest += label.lines[i];
        label.lines.resize(room);
        label.lines.back() = elided(rest, width, label.size, FontWeight::Bold, builtinTextMeasure());
    }
    return label;
}

} // namespace schemawright
