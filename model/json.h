#pragma once

#include "model/project.h"

#include <string>
#include <string_view>
#include <vector>

namespace schemawright {

/// The text of renames.json: one rename a line, in the order in which they were made.
[[nodiscard]] std::string renamesToJson(const std::vector<Rename>& renames);
/// Errors: Invalid with the line, if the text is not JSON.
[[nodiscard]] Result<std::vector<Rename>> renamesFromJson(std::string_view json);

} // namespace schemawright
