#include "diff/kinds/base/routine.h"

#include "diff/kinds/base/sql_pieces.h"
#include "model/sql.h"

#include <algorithm>
#include <array>

namespace schemawright {

namespace {

/// The identifiers of a list as pg_proc.proconfig has it: a, "B c", "".
std::vector<std::string> splitIdentifiers(std::string_view text)
{
    std::vector<std::string> out;
    std::size_t at = 0;
    while (at < text.size()) {
        std::string name;
        if (text[at] == '"') {
            const std::size_t end = endOfQuoted(text, at);
            for (std::size_t i = at + 1; i + 1 < end; ++i) {
                name += text[i];
                if (text[i] == '"')
                    ++i;
            }
            at = end;
        } else {
            while (at < text.size() && text[at] != ',')
                name += text[at++];
            while (!name.empty() && name.back() == ' ')
                name.pop_back();
        }
        out.push_back(std::move(name));
        while (at < text.size() && (text[at] == ',' || text[at] == ' '))
            ++at;
    }
    return out;
}

/// Settings whose value is a list of quoted names (GUC_LIST_QUOTE in guc_tables.c).
bool isNameList(std::string_view setting)
{
    static constexpr std::array<std::string_view, 7> names{
        "local_preload_libraries",         "search_path",      "session_preload_libraries",
        "shared_preload_libraries",        "temp_tablespaces", "unix_socket_directories",
        "restrict_nonsystem_relation_kind"};
    return std::ranges::find(names, setting) != names.end();
}

} // namespace

std::vector<Argument> splitArguments(std::string_view arguments)
{
    std::vector<Argument> out;
    std::size_t begin = 0;
    std::size_t defaultAt = std::string_view::npos;
    int depth = 0;
    const auto take = [&](std::size_t end) {
        const std::size_t stop = std::min(end, defaultAt);
        out.push_back({std::string(arguments.substr(begin, stop - begin)), defaultAt != std::string_view::npos});
        defaultAt = std::string_view::npos;
    };
    for (std::size_t at = 0; at < arguments.size();) {
        if (const std::size_t end = endOfQuoted(arguments, at); end > at) {
            at = end;
            continue;
        }
        const char c = arguments[at];
        if (c == '(' || c == '[')
            ++depth;
        else if (c == ')' || c == ']')
            --depth;
        else if (depth == 0 && defaultAt == std::string_view::npos && arguments.substr(at).starts_with(" DEFAULT "))
            defaultAt = at;
        else if (depth == 0 && c == ',') {
            take(at);
            begin = at + 2;
        }
        ++at;
    }
    if (!arguments.empty())
        take(arguments.size());
    return out;
}

std::string settingSql(const Option& setting)
{
    std::string value;
    if (isNameList(setting.name)) {
        for (const std::string& name : splitIdentifiers(setting.value))
            value += (value.empty() ? "" : ", ") + quoteLiteral(name);
    }
    if (value.empty())
        value = quoteLiteral(setting.value);
    // A custom setting is "class.name": quoted part by part.
    std::string name;
    std::size_t begin = 0;
    for (std::size_t dot = setting.name.find('.'); dot != std::string::npos; dot = setting.name.find('.', begin)) {
        name += quoteIdent(setting.name.substr(begin, dot - begin)) + ".";
        begin = dot + 1;
    }
    return "SET " + name + quoteIdent(setting.name.substr(begin)) + " TO " + value;
}

} // namespace schemawright
