#pragma once

#include "model/error.h"
#include "ui/picture/scene.h"

#include <filesystem>
#include <string>

namespace schemawright {

/// The scene as SVG 1.1: text as text, small, whatever the names hold.
[[nodiscard]] std::string toSvg(const Scene& scene, const PictureTheme& theme, std::string_view title = {});
/// Errors: Io, Permission.
[[nodiscard]] Result<void> writeSvg(const Scene& scene, const PictureTheme& theme, const std::filesystem::path& file);
/// `scale` 1 is one pixel a unit. Errors: Io, Permission, Unsupported where the picture would be larger than 30,000 pixels a side.
[[nodiscard]] Result<void> writePng(const Scene& scene, const PictureTheme& theme, const std::filesystem::path& file,
                                    double scale = 2);

} // namespace schemawright
