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

/// Searches scratch_versions of the user's settings, the folders that distributions use, pg_config --bindir, and PATH. Returns `preferredMajor` if
/// installed, else the next newer one, else the newest; none before 15. SCHEMAWRIGHT_PG_BINDIR names the only folders that are searched, if set, with colons between them. Errors: ScratchUnavailable.
[[nodiscard]] Result<PostgresPrograms> findPostgresPrograms(int preferredMajor);

} // namespace schemawright
