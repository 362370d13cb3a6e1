#pragma once

#include "diff/backup/backup_files.h"
#include "diff/backup/row_counts.h"
#include "diff/scratch/postgres_programs.h"
#include "diff/scratch/scratch.h"
#include "model/catalog.h"

#include <string>
#include <vector>

namespace schemawright {

/// What has to exist on a server before a database can be restored there, and what is compared afterwards.
struct DumpedDatabase {
    Catalog catalog;
    std::vector<std::string> unknown; ///< objects that are not part of the catalog, since their kind is not supported
    RowCounts rows;
    ClusterNames names;                  ///< the roles and tablespaces that its objects name
    ClusterNames others;                 ///< the other ones of its cluster, which revisions may name
    std::vector<std::string> superusers; ///< of all these roles
    std::vector<std::string> extensions;
    std::string creation;    ///< options of CREATE DATABASE that give it the same encoding and locale
    std::string encoding;    ///< the same for the encoding alone
    std::uint64_t bytes = 0; ///< pg_database_size
    int version = 0;         ///< server_version_num
};

/// pg_dump's copy of a database, which is not a backup before it was restored and compared.
struct Dump {
    PartialBackup file;
    DumpedDatabase database;
    ClientPrograms programs;
    ConnectionSpec source; ///< as effectiveSpec() completes it
    double seconds = 0;
};

/// Runs pg_dump in its custom format, in one snapshot with the counting of the rows. Errors: NotFound, Unsupported (no pg_dump that can read the
/// server); Io (it failed); Cancelled. No error leaves a file.
[[nodiscard]] Result<Dump> dumpDatabase(const ConnectionSpec& spec, const std::filesystem::path& folder,
                                        const Task& task);

/// A dump in a database of the scratch server.
struct RestoredDump {
    ScratchDatabase database;
    std::vector<std::string>
        notCompared; ///< sentences: what could not be restored there, and so is not known to be in the dump
};

/// Restores the dump on the scratch server and compares: the schema as the reader reads it, and the number of rows of each table. Roles and
/// tablespaces of the same names are created. An extension that the server lacks is left out with what depends on it.
/// Errors: NotProved with what differs; Io (pg_restore failed); Cancelled.
[[nodiscard]] Result<RestoredDump> restoreDump(ScratchServer& scratch, const Dump& dump, const Task& task);

struct RestoreOptions {
    bool owners = true;     ///< false: all objects are owned by the role that restores
    bool privileges = true; ///< GRANT and REVOKE
};
/// Restores a file of pg_dump's custom format into an empty database, in one transaction. Errors: Conflict if the database has
/// objects; Io (pg_restore failed; nothing was changed); Cancelled.
[[nodiscard]] Result<RowCounts> restoreFile(const std::filesystem::path& file, const ConnectionSpec& spec,
                                            const RestoreOptions& options, const Task& task);

} // namespace schemawright
