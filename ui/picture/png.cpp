#include "ui/picture/export.h"

#include "model/project.h"

#include <cairo.h>
#include <cmath>
#include <format>
#include <librsvg/rsvg.h>
#include <memory>

namespace schemawright {
namespace {

constexpr double largestSide = 30000; // pixels; cairo's own limit is 32,767

Error pictureError(ErrorCode code, const std::filesystem::path& file, const std::string& why,
                   const std::string& hint = {})
{
    return {.code = code,
            .message = std::format("could not write the picture {}: {}", file.string(), why),
            .file = file.string(),
            .hint = hint};
}

cairo_status_t append(void* closure, const unsigned char* bytes, unsigned length)
{
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), length);
    return CAIRO_STATUS_SUCCESS;
}

} // namespace

Result<void> writeSvg(const Scene& scene, const PictureTheme& theme, const std::filesystem::path& file)
{
    return writeFileAtomically(file, toSvg(scene, theme));
}

Result<void> writePng(const Scene& scene, const PictureTheme& theme, const std::filesystem::path& file, double scale)
{
    const std::string svg = toSvg(scene, theme);
    GError* failure = nullptr;
    const auto* bytes = reinterpret_cast<const guint8*>(svg.data());
    // 2,000 tables are more elements than the parser's default limits allow from strangers; this text is ours.
    GInputStream* stream = g_memory_input_stream_new_from_data(bytes, static_cast<gssize>(svg.size()), nullptr);
    const std::unique_ptr<GInputStream, void (*)(gpointer)> keepStream(stream, g_object_unref);
    const std::unique_ptr<RsvgHandle, void (*)(gpointer)> handle(
        rsvg_handle_new_from_stream_sync(stream, nullptr, RSVG_HANDLE_FLAG_UNLIMITED, nullptr, &failure),
        g_object_unref);
    if (!handle) {
        const std::string why = failure ? failure->message : "librsvg could not read it";
        g_clear_error(&failure);
        return std::unexpected(pictureError(ErrorCode::Unsupported, file, why));
    }
    gdouble width = 0;
    gdouble height = 0;
    rsvg_handle_get_intrinsic_size_in_pixels(handle.get(), &width, &height);
    if (width * scale > largestSide || height * scale > largestSide)
        return std::unexpected(
            pictureError(ErrorCode::Unsupported, file,
                         std::format("it would have {:.0f} by {:.0f} pixels", width * scale, height * scale),
                         "export it as SVG, or at a smaller scale"));
    const std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(std::ceil(width * scale)),
                                   static_cast<int>(std::ceil(height * scale))),
        cairo_surface_destroy);
    const std::unique_ptr<cairo_t, void (*)(cairo_t*)> context(cairo_create(surface.get()), cairo_destroy);
    const RsvgRectangle viewport{0, 0, width * scale, height * scale};
    if (!rsvg_handle_render_document(handle.get(), context.get(), &viewport, &failure)) {
        const std::string why = failure ? failure->message : "librsvg could not draw it";
        g_clear_error(&failure);
        return std::unexpected(pictureError(ErrorCode::Unsupported, file, why));
    }
    std::string png;
    if (const cairo_status_t status = cairo_surface_write_to_png_stream(surface.get(), append, &png);
        status != CAIRO_STATUS_SUCCESS)
        return std::unexpected(pictureError(ErrorCode::Unsupported, file, cairo_status_to_string(status)));
    return writeFileAtomically(file, png);
}

} // namespace schemawright
