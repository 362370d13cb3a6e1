#pragma once

#include "diff/server/connection.h"

namespace schemawright {

/// The spec with everything that libpq adds to it: from its environment variables, the service file and the password file, with the one host and
/// address that it chose. Programs that do not get our environment connect with it to the same server. Connects once to find out.
/// Holds the password. Errors: those of Connection::open.
[[nodiscard]] Result<ConnectionSpec> effectiveSpec(const ConnectionSpec& spec, const std::stop_token& stop = {});

} // namespace schemawright
