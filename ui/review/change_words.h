#pragma once

#include "diff/difference.h"
#include "ui/canvas/canvas_view.h"

#include <QColor>
#include <QString>

#include <map>

/// What happens to an object, in words, colours and on the diagram.
namespace schemawright {

/// What has to be typed to apply without a proof.
const QString applyInsistence = QStringLiteral("apply without proof");

/// "added", "dropped", "renamed", "altered".
[[nodiscard]] QString markText(const Change& change);
[[nodiscard]] QColor markColour(const Change& change, const PictureTheme& theme);
/// Both sides at once: what is dropped is shown beside what is there after.
[[nodiscard]] Catalog unionOf(const Difference& difference);
/// How cards and their rows are framed.
[[nodiscard]] std::map<ObjectKey, ChangeMark> diagramMarks(const Difference& all);

} // namespace schemawright
