#pragma once

#include "app/cli/session.h"

#include <filesystem>

namespace schemawright::cli {

enum class PictureFormat { Svg, Png };

/// The picture of a catalog as the diagram lays it out; a diagram that places no card is arranged. Standard output where `file` is empty
/// (SVG only). Errors: Io, Permission, Unsupported.
[[nodiscard]] Result<void> writePicture(Session& session, const Catalog& catalog, const Diagram& diagram,
                                        PictureFormat format, const std::filesystem::path& file);

} // namespace schemawright::cli
