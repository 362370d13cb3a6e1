#pragma once

#include "model/error.h"
#include "ui/picture/scene.h"

#include <filesystem>
#include <string>

namespace schemawright {

/// The scene as SVG 1.1: small, text as text, valid for any name.
[[nodiscard]] std::string toSvg(const Scene& scene, const PictureTheme& theme, std::string_view title = {});
/// Errors: Io, Permission.
[[nodiscard]] Result<void> writeSvg(const Scene& scene, const PictureTheme& theme, const std::filesystem::path& file);
/// `scale` 1 is one pixel per unit. Errors: Io, Permission, Unsupported if the picture would exceed 30,000 pixels a side.
[[nodiscard]] Result<void> writePng(const Scene& scene, const PictureTheme& theme, const std::filesystem::path& file,
                                    double scale = 2);

} // namespace schemawright
