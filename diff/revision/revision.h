#pragma once

#include "diff/plan/plan.h"

#include <filesystem>
#include <string>
#include <vector>

namespace schemawright {

/// A revision file: <id>_<slug>.sql. The format is described in docs/revision-format.md.
struct Revision {
    std::string id;                   ///< "0003"
    std::vector<std::string> parents; ///< ids; empty for the first
    std::vector<std::string> labels;  ///< names of the branch that starts here
    std::string message;
    std::vector<std::string> irreversible; ///< sentences: what the down script cannot restore
    std::string created;                   ///< ISO 8601, UTC; from SOURCE_DATE_EPOCH if that is set
    std::string proof;                     ///< "up, down, up on PostgreSQL 17.5"; empty: not proved
    std::vector<Batch> up;                 ///< sql, transactional; the file does not contain other facts of statements
    std::vector<Batch> down;
    std::string checksum; ///< of up and down, as in the header
    std::filesystem::path path;
    std::string upText; ///< the up section of the file, at its lines; empty if it was not read from a file

    /// "0003 (add loyalty)": for messages.
    [[nodiscard]] std::string title() const;
    /// What the down script cannot restore: what the header says, and that it is empty although the up script is not.
    [[nodiscard]] std::vector<std::string> losses() const;
};

} // namespace schemawright
