#pragma once

#include "diff/revision/revision.h"
#include "model/project.h"

namespace schemawright {

/// The text of the file; `checksum` is computed.
[[nodiscard]] std::string revisionText(const Revision& revision);
/// Errors: Invalid and Sql, with file and line.
[[nodiscard]] Result<Revision> parseRevision(const SourceFile& file);
/// SHA-256 of the statements of up and down and of their grouping; comments and white space between statements do not change it.
[[nodiscard]] std::string revisionChecksum(const Revision& revision);
/// Whether the statements match the header's checksum; false after an edit by hand.
[[nodiscard]] bool checksumMatches(const Revision& revision);
/// Updates the checksum and proof in the header to the contents of the file; everything else stays byte for byte.
[[nodiscard]] Result<Revision> updateProof(const Revision& revision, const std::string& proof);

} // namespace schemawright
