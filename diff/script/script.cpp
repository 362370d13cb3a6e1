#include "diff/script/script.h"

#include "diff/script/script_database.h"
#include "diff/script/script_lexer.h"
#include "diff/script/script_objects.h"
#include "diff/script/version_facts.h"

#include <algorithm>
#include <memory>
#include <span>

#include <pg_query.h>
#include <pg_query/pg_query.pb-c.h>

namespace schemawright {
namespace {

/// As many statements are parsed into a tree at once: trees are large, and only a name or two of each is wanted.
constexpr std::size_t batchSize = 1000;

/// Gives memory that is freed all at once: a tree is a hundred thousand small pieces.
class Arena {
public:
    [[nodiscard]] ProtobufCAllocator allocator()
    {
        return {[](void* arena, std::size_t size) { return static_cast<Arena*>(arena)->take(size); },
                [](void*, void*) {}, this};
    }

private:
    void* take(std::size_t size)
    {
        constexpr std::size_t alignment = alignof(std::max_align_t);
        constexpr std::size_t blockSize = 256UL * 1024;
        const std::size_t padded = (size + alignment - 1) / alignment * alignment;
        if (padded > m_left) {
            m_left = std::max(padded, blockSize);
            m_next = m_blocks.emplace_back(std::make_unique_for_overwrite<std::byte[]>(m_left)).get();
        }
        void* given = m_next;
        m_next += padded;
        m_left -= padded;
        return given;
    }

    std::vector<std::unique_ptr<std::byte[]>> m_blocks;
    std::byte* m_next = nullptr;
    std::size_t m_left = 0;
};

/// libpg_query counts characters from 1, as PostgreSQL does.
std::size_t byteOfCharacter(std::string_view text, int character)
{
    std::size_t byte = 0;
    for (int seen = 0; byte < text.size(); ++byte)
        if ((static_cast<unsigned char>(text[byte]) & 0xc0U) != 0x80U && ++seen == character)
            break;
    return byte;
}

Error parserError(const SourceFile& file, const PgQueryError& said)
{
    Error error;
    error.code = ErrorCode::Sql;
    error.sqlstate = "42601"; // syntax_error: a parser that has no catalog knows no other
    error.message = std::string("ERROR: ") + said.message;
    error.file = file.path;
    if (said.cursorpos > 0) {
        const std::size_t offset = byteOfCharacter(file.text, said.cursorpos);
        // At the end of the input the last line with something on it is of more help.
        const std::size_t last = file.text.find_last_not_of(" \t\r\n");
        error.line = lineOf(file.text, last == std::string::npos ? 0 : std::min(offset, last));
        error.position = offset + 1;
    }
    return error;
}

/// Narrows begin..end to what is neither white space nor comment.
void trim(std::string_view text, const std::vector<CommentToken>& comments, std::size_t& begin, std::size_t& end)
{
    constexpr std::string_view space = " \t\r\n\f\v";
    auto comment = std::ranges::lower_bound(comments, begin, {}, &CommentToken::begin);
    for (;; ++comment) {
        begin = std::min(text.find_first_not_of(space, begin), end);
        if (comment == comments.end() || comment->begin != begin || begin == end)
            break;
        begin += comment->length;
    }
    comment = std::ranges::lower_bound(comments, end, {}, &CommentToken::begin);
    while (end > begin) {
        if (space.contains(text[end - 1])) {
            --end;
        } else if (comment != comments.begin() && std::prev(comment)->begin >= begin &&
                   std::prev(comment)->begin + std::prev(comment)->length == end) {
            --comment;
            end = comment->begin;
        } else {
            break;
        }
    }
}

std::string nodeName(const PgQuery__Node& node)
{
    const auto* field =
        protobuf_c_message_descriptor_get_field(node.base.descriptor, static_cast<unsigned>(node.node_case));
    return field == nullptr ? "" : static_cast<const ProtobufCMessageDescriptor*>(field->descriptor)->short_name;
}

TransactionWord transactionWord(const PgQuery__Node& node)
{
    if (node.node_case != PG_QUERY__NODE__NODE_TRANSACTION_STMT)
        return TransactionWord::None;
    switch (node.transaction_stmt->kind) {
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_BEGIN:
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_START: return TransactionWord::Begin;
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_COMMIT: return TransactionWord::Commit;
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_ROLLBACK: return TransactionWord::Rollback;
    default: return TransactionWord::Other;
    }
}

/// connect = false says that the publisher is left alone; what is no plain boolean is taken for "it may be reached".
bool connects(const PgQuery__CreateSubscriptionStmt& statement)
{
    for (const PgQuery__Node* option : std::span(statement.options, statement.n_options)) {
        if (option->node_case != PG_QUERY__NODE__NODE_DEF_ELEM ||
            std::string_view(option->def_elem->defname) != "connect")
            continue;
        const PgQuery__Node* value = option->def_elem->arg;
        return value == nullptr || value->node_case != PG_QUERY__NODE__NODE_STRING ||
               (std::string_view(value->string->sval) != "false" && std::string_view(value->string->sval) != "off");
    }
    return true;
}

void classify(const PgQuery__Node& node, MadeObjects& made, ScriptStatement& statement)
{
    statement.node = nodeName(node);
    statement.transaction = transactionWord(node);
    statement.transactional = runsInTransaction(node);
    statement.object = objectOf(node);
    statement.rename = renameOf(node);
    statement.ofDatabase = databaseWords(node);
    if (statement.object && defines(node))
        made.add(*statement.object);
    else if (statement.object)
        statement.object = made.resolved(std::move(*statement.object));
    if (node.node_case == PG_QUERY__NODE__NODE_CREATE_SUBSCRIPTION_STMT)
        statement.reachesOut = connects(*node.create_subscription_stmt);
    if (node.node_case == PG_QUERY__NODE__NODE_COPY_STMT)
        statement.copiesStdin = node.copy_stmt->is_from != 0 && *node.copy_stmt->filename == '\0';
}

using Splitter = PgQuerySplitResult (*)(const char*);

/// Where the statements are, without what they are.
Result<std::vector<ScriptStatement>> findStatements(const SourceFile& file, const MaskedScript& masked,
                                                    Splitter splitter = pg_query_split_with_parser)
{
    const PgQuerySplitResult split = splitter(masked.text.c_str());
    const auto owner = std::unique_ptr<const PgQuerySplitResult, void (*)(const PgQuerySplitResult*)>(
        &split, [](const PgQuerySplitResult* result) { pg_query_free_split_result(*result); });
    if (split.error != nullptr)
        return std::unexpected(parserError(file, *split.error));
    std::vector<ScriptStatement> statements;
    statements.reserve(static_cast<std::size_t>(split.n_stmts));
    std::size_t line = 1;
    std::size_t counted = 0;
    for (int i = 0; i < split.n_stmts; ++i) {
        ScriptStatement statement;
        statement.begin = static_cast<std::size_t>(split.stmts[i]->stmt_location);
        const auto length = static_cast<std::size_t>(split.stmts[i]->stmt_len);
        statement.end = length == 0 ? masked.text.size() : statement.begin + length;
        trim(masked.text, masked.comments, statement.begin, statement.end);
        line += static_cast<std::size_t>(std::count(masked.text.begin() + static_cast<std::ptrdiff_t>(counted),
                                                    masked.text.begin() + static_cast<std::ptrdiff_t>(statement.begin),
                                                    '\n'));
        counted = statement.begin;
        statement.line = line;
        statements.push_back(std::move(statement));
    }
    return statements;
}

/// Parses the statements from first to last together, and says what they are.
Result<void> classifyBatch(const SourceFile& file, const MaskedScript& masked, std::span<ScriptStatement> batch,
                           MadeObjects& made)
{
    const std::size_t begin = batch.front().begin;
    const std::string text = masked.text.substr(begin, batch.back().end - begin);
    const PgQueryProtobufParseResult parsed = pg_query_parse_protobuf(text.c_str());
    const auto owner = std::unique_ptr<const PgQueryProtobufParseResult, void (*)(const PgQueryProtobufParseResult*)>(
        &parsed, [](const PgQueryProtobufParseResult* result) { pg_query_free_protobuf_parse_result(*result); });
    if (parsed.error != nullptr)
        return std::unexpected(parserError({file.path, text}, *parsed.error));
    Arena arena;
    ProtobufCAllocator allocator = arena.allocator();
    const auto* tree = pg_query__parse_result__unpack(&allocator, parsed.parse_tree.len,
                                                      reinterpret_cast<const std::uint8_t*>(parsed.parse_tree.data));
    if (tree == nullptr || tree->n_stmts != batch.size())
        return fail(ErrorCode::Sql, file.path + " could not be split into statements");
    for (std::size_t i = 0; i < tree->n_stmts; ++i)
        classify(*tree->stmts[i]->stmt, made, batch[i]);
    return {};
}

std::string lowered(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

/// Whether the piece ends within BEGIN ATOMIC, whose statements have semicolons.
bool opensBody(std::string_view piece)
{
    constexpr std::string_view space = " \t\r\n\f\v";
    const std::string text = lowered(piece);
    const std::size_t atomic = text.rfind("atomic");
    if (atomic == std::string::npos || atomic == 0)
        return false;
    const std::size_t before = text.find_last_not_of(space, atomic - 1);
    return before != std::string::npos && before + 1 < atomic &&
           std::string_view(text).substr(0, before + 1).ends_with("begin") && !text.ends_with("end");
}

/// The scanner ends statements at every semicolon.
void joinBodies(std::string_view text, std::vector<ScriptStatement>& statements)
{
    const auto textOf = [&](const ScriptStatement& each) { return text.substr(each.begin, each.end - each.begin); };
    std::vector<ScriptStatement> joined;
    bool inBody = false;
    for (ScriptStatement& each : statements) {
        const std::string_view piece = textOf(each);
        if (inBody)
            joined.back().end = each.end;
        else
            joined.push_back(std::move(each));
        inBody = inBody ? lowered(piece) != "end" : opensBody(piece);
    }
    statements = std::move(joined);
}

/// The parser is that of one version. Where it refuses a statement that has the syntax of a later one, the others are told apart without it, and
/// that one stays without a node: a server shall judge it. `said`: what the parser said of the whole; the answer where nothing is newer.
Result<std::vector<ScriptStatement>> splitNewer(const SourceFile& file, const MaskedScript& masked, Error said)
{
    constexpr int parserVersion = PG_VERSION_NUM;
    auto statements = findStatements(file, masked, pg_query_split_with_scanner);
    if (statements)
        joinBodies(masked.text, *statements);
    std::optional<Error> mistake;
    bool newer = false;
    MadeObjects made;
    for (ScriptStatement& statement : statements ? std::span(*statements) : std::span<ScriptStatement>()) {
        auto done = classifyBatch(file, masked, std::span(&statement, 1), made);
        if (done)
            continue;
        const std::string_view text =
            std::string_view(masked.text).substr(statement.begin, statement.end - statement.begin);
        if (!unknownTo(parserVersion, text).empty()) {
            newer = true;
        } else if (!mistake) {
            mistake = std::move(done.error());
            mistake->line += statement.line - 1;
            mistake->position += statement.begin;
        }
    }
    if (!newer)
        return std::unexpected(std::move(said));
    if (mistake)
        return std::unexpected(std::move(*mistake));
    return statements;
}

} // namespace

Result<std::vector<ScriptStatement>> splitScript(const SourceFile& file)
{
    auto masked = maskScript(file);
    if (!masked)
        return std::unexpected(masked.error());
    auto statements = findStatements(file, *masked);
    if (!statements)
        return splitNewer(file, *masked, std::move(statements.error()));
    MadeObjects made;
    for (std::size_t first = 0; first < statements->size(); first += batchSize) {
        const auto batch = std::span(*statements).subspan(first, std::min(batchSize, statements->size() - first));
        if (auto done = classifyBatch(file, *masked, batch, made); !done)
            return std::unexpected(std::move(done.error()));
    }
    return statements;
}

Result<std::vector<CommentToken>> findComments(std::string_view text)
{
    const SourceFile file{"", std::string(text)};
    const auto masked = maskScript(file);
    if (!masked)
        return std::unexpected(masked.error());
    const PgQueryScanResult scanned = pg_query_scan(masked->text.c_str());
    const auto owner = std::unique_ptr<const PgQueryScanResult, void (*)(const PgQueryScanResult*)>(
        &scanned, [](const PgQueryScanResult* result) { pg_query_free_scan_result(*result); });
    if (scanned.error != nullptr)
        return std::unexpected(parserError(file, *scanned.error));
    Arena arena;
    ProtobufCAllocator allocator = arena.allocator();
    const auto* tokens = pg_query__scan_result__unpack(&allocator, scanned.pbuf.len,
                                                       reinterpret_cast<const std::uint8_t*>(scanned.pbuf.data));
    if (tokens == nullptr)
        return fail(ErrorCode::Sql, "the text could not be tokenized");
    std::vector<CommentToken> comments;
    for (std::size_t i = 0; i < tokens->n_tokens; ++i) {
        const PgQuery__ScanToken& token = *tokens->tokens[i];
        if (token.token == PG_QUERY__TOKEN__SQL_COMMENT || token.token == PG_QUERY__TOKEN__C_COMMENT)
            comments.push_back(
                {static_cast<std::size_t>(token.start), static_cast<std::size_t>(token.end - token.start)});
    }
    return comments;
}

std::size_t lineOf(std::string_view text, std::size_t offset)
{
    return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, std::min(offset, text.size())), '\n'));
}

} // namespace schemawright
