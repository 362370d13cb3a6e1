#include "app/cli/picture_file.h"

#include "ui/picture/arrange.h"
#include "ui/picture/export.h"

namespace schemawright::cli {

Result<void> writePicture(Session& session, const Catalog& catalog, const Diagram& diagram, PictureFormat format,
                          const std::filesystem::path& file)
{
    const PictureTheme& theme = lightTheme();
    Diagram placed = diagram;
    if (placed.cards.empty()) {
        auto positions = arrange(buildUnrouted(catalog, placed, {}), {}, session.task().stop);
        if (!positions)
            return std::unexpected(positions.error());
        for (const auto& [key, position] : *positions)
            placed.cards[key].position = position;
    }
    const Scene scene = buildScene(catalog, placed, {});
    if (file.empty()) {
        session.answer(toSvg(scene, theme, diagram.name));
        return {};
    }
    return format == PictureFormat::Svg ? writeSvg(scene, theme, file) : writePng(scene, theme, file);
}

} // namespace schemawright::cli
