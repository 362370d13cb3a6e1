#pragma once

// For lint only: the transactions of a script.
#include "diff/script/script.h"

#include <span>

namespace schemawright {

/// A transaction block of a script: from BEGIN to the statement that ends it.
struct ScriptTransaction {
    std::size_t begin = 0; ///< the number of its first statement
    std::size_t end = 0;   ///< of COMMIT or ROLLBACK; the number of statements if the script ends before
    bool commits = false;
    /// Whether its statements could run in a transaction each, and do the same: no savepoint, cursor, SET LOCAL...
    bool separable = false;
};

/// The block that begins at the statement.
[[nodiscard]] ScriptTransaction transactionAt(std::string_view text, std::span<const ScriptStatement> statements,
                                              std::size_t begin);

/// The savepoint that SAVEPOINT, RELEASE or ROLLBACK TO names.
[[nodiscard]] std::string savepointOf(std::string_view sql);
[[nodiscard]] bool setsSavepoint(std::string_view sql);
/// Whether the statement goes back to a savepoint.
[[nodiscard]] bool goesBackTo(std::string_view sql);

} // namespace schemawright
