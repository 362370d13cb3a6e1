#pragma once

#include "model/error.h"

#include <filesystem>
#include <string>

namespace schemawright {

/// The installed server programs of one PostgreSQL version.
struct PostgresPrograms {
    std::filesystem::path folder; ///< contains postgres and initdb
    std::string version;          ///< "17.5", "18beta1"
    int major = 0;
};

/// pg_dump and pg_restore of one PostgreSQL version, in one folder.
struct ClientPrograms {
    std::filesystem::path folder;
    std::string version; ///< pg_dump's: "17.5"
    int major = 0;
};

/// Searches client_programs of the user's settings, which names the only folders if it is set; else SCHEMAWRIGHT_PG_BINDIR in the same way, else PATH
/// and the folders that findPostgresPrograms searches. Returns the version of the server if installed, else the next newer one: an older
/// pg_dump cannot read the server. PostgreSQL 17 manual, "pg_dump". Errors: NotFound (none installed), Unsupported (only older ones).
[[nodiscard]] Result<ClientPrograms> findClientPrograms(int serverMajor);

/// Searches scratch_versions of the user's settings, the folders that distributions use, pg_config --bindir, and PATH. Returns `preferredMajor` if
/// installed, else the next newer one, else the newest; none before 15. SCHEMAWRIGHT_PG_BINDIR names the only folders that are searched, if set, with colons between them. Errors: ScratchUnavailable.
[[nodiscard]] Result<PostgresPrograms> findPostgresPrograms(int preferredMajor);

} // namespace schemawright
