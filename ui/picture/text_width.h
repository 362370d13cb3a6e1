#pragma once

#include <string>
#include <string_view>

namespace schemawright {

/// The family every picture is set in, as CSS lists it.
inline constexpr std::string_view pictureFontFamily = "Noto Sans, DejaVu Sans, sans-serif";

enum class FontWeight { Normal, Bold };

/// How wide text is. An interface, so that tests can be exact about it.
class TextMeasure {
public:
    virtual ~TextMeasure() = default;
    /// Width of one line of UTF-8 at a font size of 1.
    [[nodiscard]] virtual double width(std::string_view utf8, FontWeight weight) const = 0;
};

/// The advance widths of Noto Sans, built in: the command line and the canvas agree about every card's size, on any machine.
[[nodiscard]] const TextMeasure& builtinTextMeasure();

/// `utf8` cut at a character with an ellipsis so that it fits `width` at `size`; whole where it fits.
[[nodiscard]] std::string elided(std::string_view utf8, double width, double size, FontWeight weight,
                                 const TextMeasure& measure);
/// One line of it: control characters and line separators become spaces, direction overrides and broken UTF-8 become U+FFFD.
[[nodiscard]] std::string oneLine(std::string_view text);

} // namespace schemawright
