#include "diff/prove/lint_transactions.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace schemawright {

namespace {

std::string upper(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return out;
}

/// Does the statement do something else, or nothing, in a transaction of its own?
bool needsItsTransaction(const ScriptStatement& statement, std::string_view sql)
{
    static constexpr std::array nodes{"DeclareCursorStmt", "FetchStmt", "ClosePortalStmt", "ConstraintsSetStmt"};
    if (std::ranges::find(nodes, statement.node) != nodes.end())
        return true;
    const std::string words = upper(sql);
    if (statement.node == "VariableSetStmt") // limits change nothing of what the others do
        return words.contains("LOCAL") && !words.contains("_TIMEOUT");
    const bool makesTable = statement.node == "CreateStmt" || statement.node == "CreateTableAsStmt";
    return makesTable && words.contains("ON COMMIT");
}

} // namespace

ScriptTransaction transactionAt(std::string_view text, std::span<const ScriptStatement> statements, std::size_t begin)
{
    ScriptTransaction block{.begin = begin, .end = begin + 1, .commits = false, .separable = true};
    for (; block.end < statements.size(); ++block.end) {
        const ScriptStatement& statement = statements[block.end];
        if (statement.transaction == TransactionWord::Commit || statement.transaction == TransactionWord::Rollback)
            break;
        if (statement.transaction == TransactionWord::Other ||
            needsItsTransaction(statement, text.substr(statement.begin, statement.end - statement.begin)))
            block.separable = false;
    }
    block.commits = block.end < statements.size() && statements[block.end].transaction == TransactionWord::Commit;
    block.separable = block.separable && block.commits;
    return block;
}

std::string savepointOf(std::string_view sql)
{
    static constexpr std::array<std::string_view, 6> words{"ROLLBACK", "WORK",      "TRANSACTION",
                                                           "TO",       "SAVEPOINT", "RELEASE"};
    for (;;) {
        const std::size_t start = sql.find_first_not_of(" \t\r\n");
        sql.remove_prefix(std::min(start, sql.size()));
        const std::size_t end = std::min(sql.find_first_of(" \t\r\n"), sql.size());
        if (end == sql.size() || !std::ranges::contains(words, upper(sql.substr(0, end))))
            break;
        sql.remove_prefix(end);
    }
    if (sql.starts_with('"'))
        return std::string(sql.substr(1, sql.size() - 2));
    std::string name = upper(sql);
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name;
}

bool setsSavepoint(std::string_view sql)
{
    return upper(sql.substr(0, 9)) == "SAVEPOINT";
}

bool goesBackTo(std::string_view sql)
{
    return upper(sql.substr(0, 8)) == "ROLLBACK" && !upper(sql).ends_with("PREPARED");
}

} // namespace schemawright
