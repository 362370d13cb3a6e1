// Diagram files: what is read is written and read again the same, and can be drawn.

#include "tests/fuzz/fuzz.h"
#include "tests/picture/sample_models.h"
#include "ui/picture/export.h"

#include <cmath>

using namespace schemawright;

FUZZ_TARGET(input)
{
    const auto diagram = diagramFromJson(input);
    if (!diagram) {
        test::hold(!diagram.error().message.empty(), "an error says what is wrong");
        return;
    }
    const auto again = diagramFromJson(diagramToJson(*diagram));
    test::hold(again.has_value(), "what was written can be read");
    test::hold(diagramToJson(*again) == diagramToJson(*diagram), "it is the same");
    static const Catalog catalog = sample::shop();
    const Scene scene = buildScene(catalog, *diagram, {});
    const Rect bounds = scene.bounds();
    test::hold(std::isfinite(bounds.x) && std::isfinite(bounds.y) && std::isfinite(bounds.width) &&
                   std::isfinite(bounds.height),
               "everything is somewhere");
    test::hold(!toSvg(scene, PictureTheme{}).empty(), "it can be drawn");
}
