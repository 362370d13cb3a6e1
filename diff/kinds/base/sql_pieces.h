#pragma once

#include "model/kinds/common.h"

#include <string>
#include <string_view>
#include <vector>

/// Pieces of SQL text that several kinds share.
namespace schemawright {

/// reloptions ("fillfactor=70") as options, in their order.
[[nodiscard]] Options parseOptions(const std::vector<std::string>& texts);
/// The text in the parentheses of WITH and SET: "fillfactor=70, buffering='a b'".
[[nodiscard]] std::string optionList(const std::vector<Option>& options);
/// "SET (...)" and "RESET (...)" that change one list into the other; empty if they are equal.
[[nodiscard]] std::vector<std::string> optionChanges(const std::vector<Option>& before,
                                                     const std::vector<Option>& after);

/// " OPTIONS (host 'a')" of foreign-data objects, or nothing.
[[nodiscard]] std::string foreignOptions(const Options& options);
/// " OPTIONS (ADD a 'x', SET b 'y', DROP c)" that changes one list into the other; empty if they are equal.
[[nodiscard]] std::string foreignOptionChanges(const Options& before, const Options& after);

/// The expression in one pair of parentheses; unchanged if it is already "(...)" as a whole.
[[nodiscard]] std::string inParentheses(std::string_view expression);

/// The end of the identifier (qualified or not, quoted or not) that starts at `begin`.
[[nodiscard]] std::size_t endOfName(std::string_view text, std::size_t begin);
/// The end of the string literal or quoted identifier that starts at `begin`; `begin` if there is none.
[[nodiscard]] std::size_t endOfQuoted(std::string_view text, std::size_t begin);

/// REINDEX INDEX, without blocking writes if `concurrently`.
[[nodiscard]] std::string reindexSql(const std::string& schema, const std::string& index, bool concurrently);

} // namespace schemawright
