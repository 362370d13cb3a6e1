#pragma once

#include <string>
#include <string_view>

namespace schemawright {

/// The statement with ? for each literal and without comments: what a log may keep, since literals can be row values and passwords. Text that
/// breaks off inside a literal ends before it.
[[nodiscard]] std::string withoutLiterals(std::string_view sql);

} // namespace schemawright
