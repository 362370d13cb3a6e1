#pragma once

#include "app/cli/session.h"

#include <filesystem>

namespace schemawright::cli {

enum class PictureFormat { Svg, Png };

/// Writes the picture of a catalog with the layout of the diagram. A diagram without cards is arranged. Writes to standard output if `file`
/// is empty (SVG only). Errors: Io, Permission, Unsupported.
[[nodiscard]] Result<void> writePicture(Session& session, const Catalog& catalog, const Diagram& diagram,
                                        PictureFormat format, const std::filesystem::path& file);

} // namespace schemawright::cli
