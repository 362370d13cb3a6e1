#pragma once

#include "diff/revision/revision.h"
#include "model/error.h"
#include "model/project.h"

#include <optional>

namespace schemawright {

/// Usage: the text cannot be a revision's id.
[[nodiscard]] Result<void> checkId(const std::string& id);
/// Usage: the text cannot be a revision's label.
[[nodiscard]] Result<void> checkLabel(const std::string& label);
/// The id of a new revision, which none of `known` has. `revision` has its contents, parents and time of creation.
[[nodiscard]] std::string newId(RevisionIdScheme scheme, const std::vector<Revision>& known, const Revision& revision);
/// The part of the file's name after the id: ASCII letters and digits of the message, joined by underscores.
[[nodiscard]] std::string slugOf(std::string_view message);
/// Now in UTC, or SOURCE_DATE_EPOCH: ISO 8601.
[[nodiscard]] std::string nowText();
/// nullopt unless the text is a number that fits.
[[nodiscard]] std::optional<unsigned> numberOf(std::string_view text);

} // namespace schemawright
