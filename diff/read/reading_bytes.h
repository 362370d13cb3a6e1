#pragma once

#include "diff/kinds/base/reading.h"

#include <optional>
#include <string>
#include <string_view>

namespace schemawright {

/// Goes up whenever a kind reads something else out of the same database: what was cached before is then read again.
inline constexpr int readerFormat = 11;

/// A reading for the cache, without its sizes and of the server only the version.
[[nodiscard]] std::string readingBytes(const Reading& reading);
/// nullopt if the bytes are not such a text.
[[nodiscard]] std::optional<Reading> readingFromBytes(std::string_view bytes);

} // namespace schemawright
