#include "ui/picture/theme.h"

#include <cmath>
#include <format>

namespace schemawright {
namespace {

constexpr Color rgb(unsigned value, std::uint8_t alpha = 255)
{
    return {static_cast<std::uint8_t>(value >> 16U), static_cast<std::uint8_t>((value >> 8U) & 0xffU),
            static_cast<std::uint8_t>(value & 0xffU), alpha};
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

} // namespace

std::string colorText(Color color)
{
    return std::format("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue);
}

Color colorFromText(std::string_view text, Color fallback)
{
    if (text.size() != 7 || text.front() != '#')
        return fallback;
    unsigned value = 0;
    for (const char c : text.substr(1)) {
        const int digit = hexDigit(c);
        if (digit < 0)
            return fallback;
        value = value * 16 + static_cast<unsigned>(digit);
    }
    return rgb(value);
}

Color mixed(Color a, Color b, double amount)
{
    const auto mix = [amount](std::uint8_t from, std::uint8_t to) {
        return static_cast<std::uint8_t>(std::lround(from + (to - from) * amount));
    };
    return {mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue), mix(a.alpha, b.alpha)};
}

const PictureTheme& lightTheme()
{
    static const PictureTheme theme{
        .dark = false,
        .background = rgb(0xf4f6f9),
        .gridDot = rgb(0xd5dbe4),
        .shadow = rgb(0x1d2a3f, 26),
        .card = rgb(0xffffff),
        .cardBorder = rgb(0xc4ccd8),
        .rowLine = rgb(0xe3e8ef),
        .rowHover = rgb(0xeaf1fc),
        .titleText = rgb(0xffffff),
        .subtitleText = rgb(0xffffff, 205),
        .nameText = rgb(0x1c2430),
        .typeText = rgb(0x66717f),
        .primaryKey = rgb(0xc98a00),
        .foreignKey = rgb(0x3d74c7),
        .mark = rgb(0x8592a3),
        .relation = rgb(0x76839a),
        .relationHover = rgb(0x1f6feb),
        .selection = rgb(0x1f6feb),
        .noteFill = rgb(0xfff6cf),
        .noteText = rgb(0x4c4425),
        .added = rgb(0x1f9d55),
        .altered = rgb(0xd98200),
        .dropped = rgb(0xd6333f),
        .renamed = rgb(0x2a6fdb),
        .tints = {rgb(0x3f6ea8), rgb(0x2f8574), rgb(0x8a5aa8), rgb(0xb0603a), rgb(0x4d7d36), rgb(0xa84a6c),
                  rgb(0x3c7f9e), rgb(0x857026), rgb(0x5b61b5), rgb(0x6b6f7a)},
    };
    return theme;
}

const PictureTheme& darkTheme()
{
    static const PictureTheme theme{
        .dark = true,
        .background = rgb(0x15181e),
        .gridDot = rgb(0x2a303a),
        .shadow = rgb(0x000000, 70),
        .card = rgb(0x21262e),
        .cardBorder = rgb(0x3c4451),
        .rowLine = rgb(0x333a45),
        .rowHover = rgb(0x2a3443),
        .titleText = rgb(0xf5f8fc),
        .subtitleText = rgb(0xf5f8fc, 190),
        .nameText = rgb(0xe4e9f0),
        .typeText = rgb(0x97a3b3),
        .primaryKey = rgb(0xf0b93a),
        .foreignKey = rgb(0x6fa8f5),
        .mark = rgb(0x8492a6),
        .relation = rgb(0x76849a),
        .relationHover = rgb(0x6cb0ff),
        .selection = rgb(0x58a6ff),
        .noteFill = rgb(0x3a3523),
        .noteText = rgb(0xe6ddb8),
        .added = rgb(0x3fb968),
        .altered = rgb(0xe3a02c),
        .dropped = rgb(0xf0616b),
        .renamed = rgb(0x5b9cf5),
        .tints = {rgb(0x34587f), rgb(0x2a665b), rgb(0x684a80), rgb(0x80492f), rgb(0x405f30), rgb(0x7e3e54),
                  rgb(0x33647b), rgb(0x655727), rgb(0x484d8a), rgb(0x4e525c)},
    };
    return theme;
}

} // namespace schemawright
