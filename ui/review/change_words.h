#pragma once

#include "diff/compare/compare.h"
#include "diff/difference/difference.h"
#include "ui/canvas/canvas_view.h"

#include <QColor>
#include <QString>

#include <map>

/// The change of an object as text, as a colour and on the diagram.
namespace schemawright {

/// The text to type to apply without a proof.
const QString applyInsistence = QStringLiteral("apply without proof");
/// The text to type to apply a plan during which something is missing that exists before and after it.
const QString windowInsistence = QStringLiteral("apply with a window");

/// "added", "dropped", "renamed", "altered".
[[nodiscard]] QString markText(const Change& change);
/// The colour of the change in that theme.
[[nodiscard]] QColor markColour(const Change& change, const PictureTheme& theme);
/// The union of both sides, to show dropped objects beside the others.
[[nodiscard]] Catalog unionOf(const Difference& difference);
/// The frames of cards and their rows.
[[nodiscard]] std::map<ObjectKey, ChangeMark> diagramMarks(const Difference& all);

} // namespace schemawright
