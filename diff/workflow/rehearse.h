#pragma once

#include "diff/backup/backup.h"
#include "diff/lint/observation.h"
#include "diff/revision/revision_chain.h"

#include <optional>

namespace schemawright {

/// A statement that was run on a copy of the database with its rows.
struct RehearsedStatement {
    std::string revision;
    std::size_t number = 0; ///< within the revision, from 1
    std::string sql;
    bool transactional = true;
    double seconds = 0; ///< of the statement itself
    Observation seen;
    double blockedSeconds = 0;   ///< how long its new locks are held: until its transaction ends; 0 without such locks
    std::vector<Hazard> hazards; ///< as lint finds them
};

struct Rehearsal {
    std::string serverVersion; ///< of the server with the copy
    std::uint64_t bytes = 0;   ///< of the dump
    double copySeconds = 0;    ///< dump, restore and comparison
    std::int64_t rows = 0;
    std::vector<std::string> notCompared; ///< as in RestoredDump
    std::vector<RehearsedStatement> statements;
    std::optional<Error> failure; ///< of the statement after the last one of these; those after it were not run
};

/// Dumps the database into `folder`, restores and compares the copy as makeBackup does, runs the steps on it and observes each statement; then
/// drops the copy and deletes the dump. Statements of one transaction run in one transaction. Errors: those of makeBackup.
[[nodiscard]] Result<Rehearsal> rehearse(const ConnectionSpec& spec, const std::filesystem::path& folder,
                                         const std::vector<RevisionStep>& steps, const RoomyScratch& scratch,
                                         const Task& task);

} // namespace schemawright
