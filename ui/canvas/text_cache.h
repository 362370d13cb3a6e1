#pragma once

#include "ui/picture/scene.h"

#include <QFont>
#include <QPainter>
#include <QStaticText>

#include <array>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace schemawright {

/// The picture's font family, with the metrics of the built-in widths.
[[nodiscard]] QFont pictureFont(int pixelSize, bool bold);

/// A cache of laid-out texts, because names and types repeat from card to card and from frame to frame.
class TextCache {
public:
    enum Style { Title, Subtitle, Name, KeyName, Type, StyleCount };
    /// Needs a QGuiApplication, for its fonts.
    TextCache();
    /// Draws with the baseline at `at`, in the painter's coordinates.
    void draw(QPainter& painter, Style style, const std::string& text, QPointF at);
    /// The painter was replaced or restored, so its font is unknown.
    void forgetFont() { m_current = nullptr; }
    /// At any size, in pixels.
    void draw(QPainter& painter, int pixelSize, bool bold, const std::string& text, QPointF at, bool italic = false);

    static constexpr double smallestLabel = 6; ///< pixels; smaller text is not readable
    /// The name of a distant card, wrapped to fit its box, in pixels.
    struct BoxLabel {
        double width = 0;
        double height = 0;
        int size = 0;
        std::vector<std::string> lines;
    };
    /// Width and height in pixels. Valid until forgetLabels().
    const BoxLabel& boxLabel(const CardContent& content, double width, double height);
    /// The cards have changed.
    void forgetLabels() { m_labels.clear(); }

private:
    struct Set {
        QFont font;
        double ascent = 0;
        std::unordered_map<std::string, QStaticText> texts;
    };
    void draw(QPainter& painter, Set& set, const std::string& text, QPointF at);
    std::array<Set, StyleCount> m_sets;
    std::map<std::tuple<int, bool, bool>, Set> m_sizes; ///< by size, bold, italic
    std::unordered_map<const CardContent*, BoxLabel> m_labels;
    const Set* m_current = nullptr; ///< setting a font costs as much as drawing a word
};

} // namespace schemawright
