#include "diff/plan/array_casts.h"

#include <array>
#include <cctype>
#include <optional>
#include <string_view>
#include <vector>

namespace schemawright {

namespace {

bool isWord(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

/// Past the string, quoted name, dollar-quoted body or comment that begins at `at`; `at` itself where none does.
std::size_t skipQuoted(std::string_view sql, std::size_t at)
{
    const auto endOf = [&](std::string_view mark, std::size_t from) {
        const std::size_t found = sql.find(mark, from);
        return found == std::string_view::npos ? sql.size() : found + mark.size();
    };
    if (sql[at] == '\'' || sql[at] == '"') {
        const bool escapes =
            sql[at] == '\'' && at > 0 && (sql[at - 1] == 'E' || sql[at - 1] == 'e') && (at < 2 || !isWord(sql[at - 2]));
        for (std::size_t i = at + 1; i < sql.size(); ++i) {
            if (escapes && sql[i] == '\\')
                ++i;
            else if (sql[i] == sql[at])
                return i + 1; // a doubled quote goes on as the next one
        }
        return sql.size();
    }
    if (sql.substr(at).starts_with("--"))
        return endOf("\n", at);
    if (sql.substr(at).starts_with("/*"))
        return endOf("*/", at + 2);
    if (sql[at] == '$' && (at == 0 || !isWord(sql[at - 1]))) {
        std::size_t end = at + 1;
        while (end < sql.size() && isWord(sql[end]) && sql[end] != '$')
            ++end;
        if (end < sql.size() && sql[end] == '$')
            return endOf(sql.substr(at, end + 1 - at), end + 1);
    }
    return at;
}

/// Past the bracket that closes the one before `at`.
std::optional<std::size_t> pastClosing(std::string_view sql, std::size_t at)
{
    for (int depth = 1; at < sql.size();) {
        if (const std::size_t past = skipQuoted(sql, at); past != at) {
            at = past;
            continue;
        }
        if (sql[at] == '[' || sql[at] == '(')
            ++depth;
        else if ((sql[at] == ']' || sql[at] == ')') && --depth == 0)
            return at + 1;
        ++at;
    }
    return std::nullopt;
}

struct Form {
    std::string_view comparison; ///< as it is printed, with the cast of the left side before it
    std::string_view word;
};
constexpr std::array forms{Form{"::text = ANY ((ARRAY[", " IN ("}, Form{"::text <> ALL ((ARRAY[", " NOT IN ("}};
constexpr std::string_view listEnd = ")::text[])";

} // namespace

std::string withInLists(std::string sql)
{
    if (sql.find("((ARRAY[") == std::string::npos)
        return sql;
    const std::string_view all = sql;
    std::string out;
    std::size_t copied = 0;
    for (std::size_t at = 0; at < all.size();) {
        if (const std::size_t past = skipQuoted(all, at); past != at) {
            at = past;
            continue;
        }
        bool replaced = false;
        for (const Form& form : forms) {
            if (at == 0 || all[at - 1] != ')' || !all.substr(at).starts_with(form.comparison))
                continue;
            const std::size_t list = at + form.comparison.size();
            const auto past = pastClosing(all, list);
            if (!past || !all.substr(*past).starts_with(listEnd))
                continue;
            out.append(all.substr(copied, at - copied))
                .append(form.word)
                .append(all.substr(list, *past - 1 - list))
                .append(")");
            at = copied = *past + listEnd.size();
            replaced = true;
            break;
        }
        if (!replaced)
            ++at;
    }
    return out.append(all.substr(copied));
}

} // namespace schemawright
