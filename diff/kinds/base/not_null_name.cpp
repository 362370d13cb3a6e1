#include "diff/kinds/base/not_null_name.h"

#include <string_view>

namespace schemawright {

namespace {

constexpr std::string_view label = "_not_null";

/// At most so many bytes, and no part of a character.
std::string cut(const std::string& name, std::size_t bytes)
{
    std::string out = name.substr(0, bytes);
    while (out.size() < name.size() && !out.empty() && (static_cast<unsigned char>(name[out.size()]) & 0xC0U) == 0x80U)
        out.pop_back();
    return out;
}

} // namespace

std::string usualNotNullName(const std::string& owner, const std::string& column)
{
    std::size_t first = owner.size();
    std::size_t second = column.size();
    const std::size_t room = 63 - label.size() - (column.empty() ? 0 : 1);
    while (first + second > room)
        --(first > second ? first : second);
    return cut(owner, first) + (column.empty() ? "" : "_" + cut(column, second)) + std::string(label);
}

} // namespace schemawright
