#include "ui/picture/text_width.h"

#include <array>
#include <cstdint>

namespace schemawright {
namespace {

// Advance widths of Noto Sans for U+0020..U+007E, in thousandths of the font size.
using Widths = std::array<std::uint16_t, 95>;
constexpr Widths normalWidths{260, 269, 408, 646, 572, 831, 732, 225, 300, 300, 551, 572, 268, 322, 268, 372,
                              572, 572, 572, 572, 572, 572, 572, 572, 572, 572, 268, 268, 572, 572, 572, 434,
                              899, 639, 650, 632, 730, 556, 519, 728, 741, 339, 273, 619, 524, 907, 760, 781,
                              605, 781, 622, 549, 556, 731, 600, 930, 586, 566, 572, 329, 372, 329, 572, 444,
                              281, 561, 615, 480, 615, 564, 344, 615, 618, 258, 258, 534, 258, 935, 618, 605,
                              615, 615, 413, 479, 361, 618, 508, 786, 529, 510, 470, 380, 551, 380, 572};
constexpr Widths boldWidths{260, 286, 472, 646, 572, 901, 750, 266, 339, 339, 545, 572, 285, 322, 285, 413,
                            572, 572, 572, 572, 572, 572, 572, 572, 572, 572, 285, 285, 572, 572, 572, 477,
                            897, 690, 672, 637, 740, 560, 549, 724, 765, 389, 331, 664, 565, 943, 813, 796,
                            628, 796, 660, 551, 579, 756, 650, 967, 667, 624, 579, 331, 413, 331, 572, 411,
                            362, 604, 633, 514, 633, 591, 387, 633, 657, 305, 305, 620, 305, 982, 657, 619,
                            633, 633, 454, 497, 434, 657, 569, 856, 578, 569, 488, 394, 551, 394, 572};

constexpr char32_t replacement = 0xfffd;
constexpr std::string_view ellipsis = "\u2026";

struct Decoded {
    char32_t code = replacement;
    std::size_t bytes = 1;
};

/// The character at `at`; U+FFFD and one byte where the UTF-8 is broken.
Decoded decode(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || at + bytes > text.size())
        return {};
    char32_t code = lead & (0x7fU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(at + i) & 0xc0U) != 0x80)
            return {};
        code = (code << 6U) | (byte(at + i) & 0x3fU);
    }
    const bool overlong = (bytes == 3 && code < 0x800) || (bytes == 4 && (code < 0x10000 || code > 0x10ffff));
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    return overlong || surrogate ? Decoded{} : Decoded{code, bytes};
}

bool isCombining(char32_t c)
{
    return (c >= 0x300 && c <= 0x36f) || (c >= 0x200b && c <= 0x200f) || (c >= 0xfe00 && c <= 0xfe0f) || c == 0x2060;
}

bool isWide(char32_t c)
{
    return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) ||
           (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff00 && c <= 0xff60) || c >= 0x1f000;
}

class BuiltinMeasure final : public TextMeasure {
public:
    [[nodiscard]] double width(std::string_view utf8, FontWeight weight) const override
    {
        const Widths& widths = weight == FontWeight::Bold ? boldWidths : normalWidths;
        unsigned sum = 0;
        for (std::size_t at = 0; at < utf8.size();) {
            const auto byte = static_cast<unsigned char>(utf8[at]);
            if (byte >= 0x20 && byte < 0x7f) {
                sum += widths[byte - 0x20U];
                ++at;
                continue;
            }
            const Decoded c = decode(utf8, at);
            at += c.bytes;
            sum += otherWidth(c.code, weight);
        }
        return sum / 1000.0;
    }

private:
    /// Averages: Latin with marks, Greek and Cyrillic between 560 and 715, ideographs 1000, emoji wider.
    static unsigned otherWidth(char32_t c, FontWeight weight)
    {
        if (c < 0x20 || c == 0x7f || isCombining(c))
            return 0;
        if (c == 0x2026)
            return weight == FontWeight::Bold ? 855 : 818;
        if (c >= 0x1f000)
            return 1300;
        if (isWide(c))
            return 1000;
        return weight == FontWeight::Bold ? 670 : 630;
    }
};

/// Characters that would let a name break its line or turn the text around it.
bool isUnprintable(char32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff || c == 0xfffe || c == 0xffff;
}

} // namespace

const TextMeasure& builtinTextMeasure()
{
    static const BuiltinMeasure measure;
    return measure;
}

std::string elided(std::string_view utf8, double width, double size, FontWeight weight, const TextMeasure& measure)
{
    if (measure.width(utf8, weight) * size <= width)
        return std::string(utf8);
    double left = width - measure.width(ellipsis, weight) * size;
    std::size_t end = 0;
    while (end < utf8.size()) {
        const std::size_t bytes = decode(utf8, end).bytes;
        left -= measure.width(utf8.substr(end, bytes), weight) * size;
        if (left < 0)
            break;
        end += bytes;
    }
    return std::string(utf8.substr(0, end)).append(ellipsis);
}

std::string oneLine(std::string_view text)
{
    std::string line;
    line.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Decoded c = decode(text, at);
        if (c.code < 0x20 || (c.code >= 0x7f && c.code < 0xa0) || c.code == 0x2028 || c.code == 0x2029)
            line += ' ';
        else if (c.code == replacement || isUnprintable(c.code))
            line += "\ufffd";
        else
            line.append(text.substr(at, c.bytes));
        at += c.bytes;
    }
    return line;
}

} // namespace schemawright
