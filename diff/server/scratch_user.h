#pragma once

#include <string_view>

namespace schemawright {

/// The superuser of the scratch server's cluster. An object that it owns is read as "owner not specified".
inline constexpr std::string_view scratchUser = "schemawright";

} // namespace schemawright
