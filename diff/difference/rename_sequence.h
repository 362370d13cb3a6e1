#pragma once

#include "model/catalog.h"
#include "model/project.h"

namespace schemawright {

/// Renames that are said in the words of `from`, in any order, as they can be done one after the other: each waits until its name is free. Where
/// names are swapped, one of the things has a name of its own meanwhile.
[[nodiscard]] std::vector<Rename> inSequence(const Catalog& from, const std::vector<Rename>& renames);
/// Whether that rename of a sequence starts from such a name, which an earlier one gave.
[[nodiscard]] bool startsBetween(const std::vector<Rename>& sequence, std::size_t index);
/// Whether it gives such a name, which a later one takes away.
[[nodiscard]] bool endsBetween(const std::vector<Rename>& sequence, std::size_t index);

} // namespace schemawright
