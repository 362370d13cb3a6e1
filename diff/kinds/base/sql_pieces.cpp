#include "diff/kinds/base/sql_pieces.h"

#include "model/sql.h"

#include <algorithm>

namespace schemawright {

namespace {

/// The name as SET and WITH take it: a namespace ("toast.") before it stays outside the quotes.
std::string optionName(const std::string& name)
{
    const std::size_t dot = name.find('.');
    return dot == std::string::npos ? quoteIdent(name)
                                    : quoteIdent(name.substr(0, dot)) + "." + quoteIdent(name.substr(dot + 1));
}

bool isBareValue(std::string_view value)
{
    return !value.empty() && std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
}

std::string optionValue(const std::string& value)
{
    if (value == "true" || value == "false" || value == "on" || value == "off" || isBareValue(value))
        return value;
    return quoteLiteral(value);
}

const Option* findOption(const std::vector<Option>& options, const std::string& name)
{
    const auto found = std::ranges::find(options, name, &Option::name);
    return found == options.end() ? nullptr : &*found;
}

std::string foreignOption(std::string_view action, const Option& option)
{
    return std::string(action) + quoteIdent(option.name) + " " + quoteLiteral(option.value);
}

bool continuesName(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

} // namespace

Options parseOptions(const std::vector<std::string>& texts)
{
    Options options;
    options.reserve(texts.size());
    for (const std::string& text : texts) {
        // The latest minor versions keep a column's version among its options; pg_dump leaves it out of schemas, too.
        if (text.starts_with("pg_attver="))
            continue;
        const std::size_t equals = text.find('=');
        options.push_back(
            {text.substr(0, equals), equals == std::string::npos ? std::string() : text.substr(equals + 1)});
    }
    return options;
}

std::string optionList(const std::vector<Option>& options)
{
    std::vector<std::string> parts;
    parts.reserve(options.size());
    for (const Option& option : options)
        parts.push_back(optionName(option.name) + "=" + optionValue(option.value));
    return join(parts, ", ");
}

std::vector<std::string> optionChanges(const std::vector<Option>& before, const std::vector<Option>& after)
{
    std::vector<Option> set;
    for (const Option& option : after)
        if (const Option* old = findOption(before, option.name); !old || old->value != option.value)
            set.push_back(option);
    std::vector<std::string> reset;
    for (const Option& option : before)
        if (!findOption(after, option.name))
            reset.push_back(optionName(option.name));
    std::vector<std::string> changes;
    if (!reset.empty())
        changes.push_back("RESET (" + join(reset, ", ") + ")");
    if (!set.empty())
        changes.push_back("SET (" + optionList(set) + ")");
    return changes;
}

std::string foreignOptions(const Options& options)
{
    std::vector<std::string> parts;
    for (const Option& option : options)
        parts.push_back(foreignOption({}, option));
    return parts.empty() ? std::string() : " OPTIONS (" + join(parts, ", ") + ")";
}

std::string foreignOptionChanges(const Options& before, const Options& after)
{
    std::vector<std::string> parts;
    for (const Option& option : before)
        if (!findOption(after, option.name))
            parts.push_back("DROP " + quoteIdent(option.name));
    for (const Option& option : after) {
        const Option* old = findOption(before, option.name);
        if (!old)
            parts.push_back(foreignOption("ADD ", option));
        else if (old->value != option.value)
            parts.push_back(foreignOption("SET ", option));
    }
    return parts.empty() ? std::string() : " OPTIONS (" + join(parts, ", ") + ")";
}

std::size_t endOfQuoted(std::string_view text, std::size_t begin)
{
    if (begin >= text.size() || (text[begin] != '\'' && text[begin] != '"'))
        return begin;
    // A doubled quote ends one quoted piece and begins the next; the server doubles backslashes in E'' and never escapes a quote by one.
    std::size_t i = begin + 1;
    for (; i < text.size(); ++i) {
        if (text[i] != text[begin])
            continue;
        if (i + 1 < text.size() && text[i + 1] == text[begin])
            ++i;
        else
            return i + 1;
    }
    return i;
}

std::size_t endOfName(std::string_view text, std::size_t begin)
{
    std::size_t i = begin;
    while (i < text.size()) {
        if (text[i] == '"')
            i = endOfQuoted(text, i);
        else
            while (i < text.size() && continuesName(text[i]))
                ++i;
        if (i >= text.size() || text[i] != '.')
            break;
        ++i;
    }
    return i;
}

std::string inParentheses(std::string_view expression)
{
    bool whole = expression.starts_with('(');
    int depth = 0;
    for (std::size_t i = 0; i < expression.size();) {
        if (const std::size_t end = endOfQuoted(expression, i); end != i) {
            i = end;
            continue;
        }
        if (expression[i] == '(')
            ++depth;
        else if (expression[i] == ')' && --depth == 0 && i + 1 < expression.size())
            whole = false;
        ++i;
    }
    // The parentheses of a subquery are its own.
    const std::size_t inside = expression.find_first_not_of("( \n");
    const std::string_view rest = inside == std::string_view::npos ? std::string_view() : expression.substr(inside);
    if (rest.starts_with("SELECT") || rest.starts_with("WITH ") || rest.starts_with("VALUES"))
        whole = false;
    return whole && depth == 0 ? std::string(expression) : "(" + std::string(expression) + ")";
}

std::string reindexSql(const std::string& schema, const std::string& index, bool concurrently)
{
    return std::string("REINDEX INDEX ") + (concurrently ? "CONCURRENTLY " : "") + quoteName(schema, index);
}

} // namespace schemawright
