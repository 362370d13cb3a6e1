#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace schemawright {

struct Color {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    std::uint8_t alpha = 255;
    bool operator==(const Color&) const = default;
};

/// "#rrggbb", without the alpha.
[[nodiscard]] std::string colorText(Color color);
/// Parses "#rrggbb"; `fallback` if the text has another form.
[[nodiscard]] Color colorFromText(std::string_view text, Color fallback);
/// Mixes two colours: `amount` 0 is a, 1 is b.
[[nodiscard]] Color mixed(Color a, Color b, double amount);

/// The colours of a picture, shared by the canvas and the exports.
struct PictureTheme {
    bool dark = false;
    Color background;
    Color gridDot;
    Color shadow;
    Color card;
    Color cardBorder;
    Color rowLine; ///< between the keys and the other columns
    Color rowHover;
    Color titleText;
    Color subtitleText;
    Color nameText;
    Color typeText;
    Color primaryKey; ///< the key icon
    Color foreignKey;
    Color mark; ///< unique, index
    Color relation;
    Color relationHover;
    Color selection;
    Color noteFill;
    Color noteText;
    Color added;
    Color altered;
    Color dropped;
    Color renamed;
    std::array<Color, 10> tints; ///< header colours, by schema

    bool operator==(const PictureTheme&) const = default;
};

/// The built-in themes.
[[nodiscard]] const PictureTheme& lightTheme();
[[nodiscard]] const PictureTheme& darkTheme();

} // namespace schemawright
