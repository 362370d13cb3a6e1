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

/// Searches the folders of Debian and Red Hat, pg_config --bindir, and PATH. Returns `preferredMajor` if installed, else the newest.
/// SCHEMAWRIGHT_PG_BINDIR is the only folder searched, if set. Errors: ScratchUnavailable.
[[nodiscard]] Result<PostgresPrograms> findPostgresPrograms(int preferredMajor);

} // namespace schemawright
