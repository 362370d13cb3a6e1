#pragma once

#include <string>
#include <string_view>

namespace schemawright {

/// The font family of every picture, as a CSS list.
inline constexpr std::string_view pictureFontFamily = "Noto Sans, DejaVu Sans, sans-serif";

enum class FontWeight { Normal, Bold };

/// The width of text. An interface, so that tests can use exact values.
class TextMeasure {
public:
    virtual ~TextMeasure() = default;
    /// Width of one line of UTF-8 at a font size of 1.
    [[nodiscard]] virtual double width(std::string_view utf8, FontWeight weight) const = 0;
};

/// The advance widths of Noto Sans, built in, so that the command line and the canvas compute the same card sizes on any machine.
[[nodiscard]] const TextMeasure& builtinTextMeasure();

/// `utf8` truncated with an ellipsis to fit `width` at `size`; unchanged if it fits.
[[nodiscard]] std::string elided(std::string_view utf8, double width, double size, FontWeight weight,
                                 const TextMeasure& measure);
/// The text on one line: control characters and line separators become spaces, direction overrides and invalid UTF-8 become U+FFFD.
[[nodiscard]] std::string oneLine(std::string_view text);

} // namespace schemawright
