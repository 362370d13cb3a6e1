#include "diff/lint/lint_tree.h"

#include "diff/kinds/base/sql_pieces.h"

#include <algorithm>
#include <cctype>

#include <pg_query/pg_query.pb-c.h>

namespace schemawright::lint {

std::string_view stringOf(const PgQuery__Node& node)
{
    return node.node_case == PG_QUERY__NODE__NODE_STRING ? std::string_view(node.string->sval) : std::string_view();
}

std::string_view typeName(const PgQuery__TypeName* type)
{
    return type && type->n_names > 0 ? stringOf(*type->names[type->n_names - 1]) : std::string_view();
}

ScriptName nameOf(const PgQuery__RangeVar* relation)
{
    return relation ? ScriptName{relation->schemaname, relation->relname} : ScriptName{};
}

ScriptName nameOf(std::span<PgQuery__Node* const> words)
{
    if (words.empty())
        return {};
    return {words.size() > 1 ? std::string(stringOf(*words[words.size() - 2])) : std::string(),
            std::string(stringOf(*words.back()))};
}

ScriptName nameOf(const PgQuery__Node& node)
{
    switch (node.node_case) {
    case PG_QUERY__NODE__NODE_LIST: return nameOf(std::span(node.list->items, node.list->n_items));
    case PG_QUERY__NODE__NODE_TYPE_NAME: return nameOf(std::span(node.type_name->names, node.type_name->n_names));
    case PG_QUERY__NODE__NODE_OBJECT_WITH_ARGS:
        return nameOf(std::span(node.object_with_args->objname, node.object_with_args->n_objname));
    case PG_QUERY__NODE__NODE_RANGE_VAR: return nameOf(node.range_var);
    default: return {{}, std::string(stringOf(node))};
    }
}

/// The parser has cut it already, so the text is asked.
std::string longName(std::string_view sql)
{
    constexpr std::size_t most = 63;
    const auto isPart = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
               (static_cast<unsigned char>(c) & 0x80U) != 0;
    };
    for (std::size_t i = 0; i < sql.size(); ++i) {
        std::size_t end = endOfQuoted(sql, i);
        const bool quoted = end > i;
        while (!quoted && end < sql.size() && isPart(sql[end]))
            ++end;
        const bool name = quoted ? sql[i] == '"' && end - i > most + 2 : end - i > most;
        if (name)
            return std::string(sql.substr(i, end - i));
        i = std::max(end, i + 1) - 1;
    }
    return {};
}

} // namespace schemawright::lint
