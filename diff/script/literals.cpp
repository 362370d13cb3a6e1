#include "diff/script/literals.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include <pg_query.h>
#include <pg_query/pg_query.pb-c.h>

namespace schemawright {
namespace {

bool isLiteral(PgQuery__Token token)
{
    static constexpr std::array literals{PG_QUERY__TOKEN__SCONST, PG_QUERY__TOKEN__USCONST, PG_QUERY__TOKEN__BCONST,
                                         PG_QUERY__TOKEN__XCONST, PG_QUERY__TOKEN__ICONST,  PG_QUERY__TOKEN__FCONST};
    return std::ranges::find(literals, token) != literals.end();
}

bool isComment(PgQuery__Token token)
{
    return token == PG_QUERY__TOKEN__SQL_COMMENT || token == PG_QUERY__TOKEN__C_COMMENT;
}

/// nullopt where PostgreSQL's scanner stops at something unfinished.
std::optional<std::string> redacted(const std::string& sql)
{
    const PgQueryScanResult scanned = pg_query_scan(sql.c_str());
    const std::unique_ptr<const PgQueryScanResult, void (*)(const PgQueryScanResult*)> owner(
        &scanned, [](const PgQueryScanResult* result) { pg_query_free_scan_result(*result); });
    if (scanned.error)
        return std::nullopt;
    const std::unique_ptr<PgQuery__ScanResult, void (*)(PgQuery__ScanResult*)> result(
        pg_query__scan_result__unpack(nullptr, scanned.pbuf.len,
                                      reinterpret_cast<const std::uint8_t*>(scanned.pbuf.data)),
        [](PgQuery__ScanResult* unpacked) { pg_query__scan_result__free_unpacked(unpacked, nullptr); });
    if (!result)
        return std::nullopt;
    std::string out;
    std::size_t copied = 0;
    for (std::size_t i = 0; i < result->n_tokens; ++i) {
        const PgQuery__ScanToken& token = *result->tokens[i];
        const auto start = static_cast<std::size_t>(token.start);
        const auto end = static_cast<std::size_t>(token.end);
        if (!isLiteral(token.token) && !isComment(token.token))
            continue;
        out.append(sql, copied, start - copied);
        out += isComment(token.token) ? " " : "?";
        copied = end;
    }
    return out.append(sql, copied);
}

} // namespace

std::string withoutLiterals(std::string_view sql)
{
    const std::string text(sql.substr(0, sql.find('\0')));
    if (auto whole = redacted(text))
        return *whole;
    // What cannot be scanned begins at one of these at the earliest.
    return redacted(text.substr(0, text.find_first_of("'\"$/"))).value_or("");
}

} // namespace schemawright
