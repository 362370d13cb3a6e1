#pragma once

#include "model/error.h"

#include <filesystem>
#include <string>

namespace schemawright {

/// The installed server programs of one PostgreSQL version.
struct PostgresPrograms {
    std::filesystem::path folder; ///< holds postgres and initdb
    std::string version;          ///< "17.5", "18beta1"
    int major = 0;
};

/// Debian's and Red Hat's folders, pg_config --bindir, and PATH; `preferredMajor` if it is there, else the newest.
/// SCHEMAWRIGHT_PG_BINDIR names the one folder to look in. Errors: ScratchUnavailable.
[[nodiscard]] Result<PostgresPrograms> findPostgresPrograms(int preferredMajor);

} // namespace schemawright
