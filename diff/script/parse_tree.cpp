#include "diff/script/parse_tree.h"

#include <cstdint>

#include <pg_query.h>
#include <pg_query/pg_query.pb-c.h>

namespace schemawright {

namespace {

void freeTree(PgQuery__ParseResult* tree)
{
    pg_query__parse_result__free_unpacked(tree, nullptr);
}

} // namespace

ParseTree treeOfStatement(const std::string& sql)
{
    ParseTree tree(nullptr, &freeTree);
    const PgQueryProtobufParseResult parsed = pg_query_parse_protobuf(sql.c_str());
    if (parsed.error == nullptr)
        tree.reset(pg_query__parse_result__unpack(nullptr, parsed.parse_tree.len,
                                                  reinterpret_cast<const std::uint8_t*>(parsed.parse_tree.data)));
    pg_query_free_protobuf_parse_result(parsed);
    if (tree && tree->n_stmts != 1)
        tree.reset();
    return tree;
}

} // namespace schemawright
