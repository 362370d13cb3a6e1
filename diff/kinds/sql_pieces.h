#pragma once

#include "model/kinds/common.h"

#include <string>
#include <string_view>
#include <vector>

/// Pieces of SQL text that several kinds share.
namespace schemawright {

/// reloptions ("fillfactor=70") as options, in their order.
[[nodiscard]] Options parseOptions(const std::vector<std::string>& texts);
/// "fillfactor=70, buffering='a b'": what stands between the parentheses of WITH and SET.
[[nodiscard]] std::string optionList(const std::vector<Option>& options);
/// "SET (...)" and "RESET (...)" that lead from one list to the other; empty where they are equal.
[[nodiscard]] std::vector<std::string> optionChanges(const std::vector<Option>& before,
                                                     const std::vector<Option>& after);

/// " OPTIONS (host 'a')", as foreign-data objects have them, or nothing.
[[nodiscard]] std::string foreignOptions(const Options& options);
/// " OPTIONS (ADD a 'x', SET b 'y', DROP c)" that leads from one list to the other, or nothing where they are equal.
[[nodiscard]] std::string foreignOptionChanges(const Options& before, const Options& after);

/// The expression in exactly one pair of parentheses more than it needs: as it is where it already is "(...)" as a whole.
[[nodiscard]] std::string inParentheses(std::string_view expression);

/// Where the identifier (qualified or not, quoted or not) that begins at `begin` ends.
[[nodiscard]] std::size_t endOfName(std::string_view text, std::size_t begin);
/// Where a string literal or quoted identifier that begins at `begin` ends; `begin` itself where none does.
[[nodiscard]] std::size_t endOfQuoted(std::string_view text, std::size_t begin);

} // namespace schemawright
