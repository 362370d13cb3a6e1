#include "diff/script/version_facts.h"

#include <algorithm>
#include <array>
#include <format>
#include <regex>

namespace schemawright {

namespace {

// Appendix E, "Release Notes", of PostgreSQL 15 to 19: what a schema's statements can say since then. Newest first.
constexpr std::array syntaxFacts{
    SyntaxFact{19, R"(\bPROPERTY\s+GRAPH\b|\bGRAPH_TABLE\s*\()", "property graphs"},
    SyntaxFact{19, R"(\bPUBLICATION\b[^;]*(\bALL\s+SEQUENCES\b|\bEXCEPT\s+TABLE\b))",
               "publications of all sequences and of all tables except some"},
    SyntaxFact{19, R"(\bCREATE\s+SUBSCRIPTION\s+("[^"]*"|\S+)\s+SERVER\b)", "subscriptions that name a server"},
    SyntaxFact{19, R"(\b(MERGE\s+PARTITIONS|SPLIT\s+PARTITION)\b)", "MERGE PARTITIONS and SPLIT PARTITION"},
    SyntaxFact{19, R"(\b(IGNORE|RESPECT)\s+NULLS\b|\bGROUP\s+BY\s+ALL\b)", "IGNORE NULLS and GROUP BY ALL"},
    SyntaxFact{18, R"(\)\s*VIRTUAL\b)", "virtual generated columns"},
    SyntaxFact{18, R"(\b(NOT\s+)?ENFORCED\b)", "[NOT] ENFORCED"},
    SyntaxFact{18, R"(\bWITHOUT\s+OVERLAPS\b|\(([^()]*,)?\s*PERIOD\s+["a-z_])", "temporal keys"},
    SyntaxFact{18, R"(\bNOT\s+NULL\s+NO\s+INHERIT\b)", "NOT NULL with NO INHERIT"},
    SyntaxFact{18, R"(\bADD\s+(CONSTRAINT\s+("[^"]*"|\S+)\s+)?NOT\s+NULL\s)", "NOT NULL as a table's constraint"},
    SyntaxFact{18, R"([(,]\s*(CONSTRAINT\s+("[^"]*"|\S+)\s+)?NOT\s+NULL\s)", "NOT NULL as a table's constraint"},
    SyntaxFact{18, R"(\bALTER\s+CONSTRAINT\s+("[^"]*"|\S+)\s+(NO\s+)?INHERIT\b)", "ALTER CONSTRAINT ... [NO] INHERIT"},
    SyntaxFact{18, R"(\bpublish_generated_columns\b)", "publish_generated_columns"},
    SyntaxFact{18, R"(\bREFERENCES\b[^;]*\bNOT\s+VALID\b)", "foreign keys of partitioned tables that are not valid"},
    SyntaxFact{18, R"(\bON\s+LARGE\s+OBJECTS\b)", "default privileges of large objects"},
    SyntaxFact{18, R"(\bautovacuum_vacuum_max_threshold\b)", "autovacuum_vacuum_max_threshold"},
    SyntaxFact{18, R"(\bPG_UNICODE_FAST\b)", "the locale PG_UNICODE_FAST"},
    SyntaxFact{18, R"(\b(uuidv7|uuidv4|casefold|array_sort|array_reverse|crc32c)\s*\()",
               "a function (uuidv7, uuidv4, casefold, array_sort, array_reverse, crc32c)"},
    SyntaxFact{17, R"(\bEXCLUDE\b[^;]*\bPARTITION\s+BY\b)", "exclusion constraints of partitioned tables"},
    SyntaxFact{17, R"(\b(uuid_extract_timestamp|uuid_extract_version|to_bin|to_oct|xmltext)\s*\()",
               "a function (uuid_extract_timestamp, uuid_extract_version, to_bin, to_oct, xmltext)"},
    SyntaxFact{17, R"(\bSET\s+EXPRESSION\b)", "ALTER COLUMN ... SET EXPRESSION"},
    SyntaxFact{17, R"(\bMAINTAIN\b)", "the privilege MAINTAIN"},
    SyntaxFact{17, R"(\bfailover\b)", "the failover of subscriptions"},
    SyntaxFact{17, R"(\bprovider\s*=\s*'?"?builtin\b)", "the builtin collation provider"},
    SyntaxFact{17, R"(\bALTER\s+OPERATOR\b[^;]*\bSET\b[^;]*\b(HASHES|MERGES|COMMUTATOR|NEGATOR)\b)",
               "SET of an operator's HASHES, MERGES, COMMUTATOR and NEGATOR"},
    SyntaxFact{17, R"(\bSET\s+ACCESS\s+METHOD\s+DEFAULT\b)", "SET ACCESS METHOD DEFAULT"},
    SyntaxFact{17, R"(\bSET\s+STATISTICS\s+DEFAULT\b)", "SET STATISTICS DEFAULT"},
    SyntaxFact{17, R"(\bJSON_(EXISTS|QUERY|VALUE|TABLE|SCALAR|SERIALIZE)\s*\()", "the SQL/JSON functions"},
    SyntaxFact{16, R"(\b(any_value|array_shuffle|array_sample|date_add|date_subtract|random_normal)\s*\()",
               "a function (any_value, array_shuffle, array_sample, date_add, date_subtract, random_normal)"},
    SyntaxFact{16, R"(\brules\s*=)", "the rules of ICU collations"},
    SyntaxFact{16, R"(\b(password_required|run_as_owner|origin)\s*=|\bstreaming\s*=\s*'?parallel\b)",
               "options of subscriptions"},
    SyntaxFact{16, R"(\bJSON_(ARRAY|OBJECT|ARRAYAGG|OBJECTAGG)\s*\(|\bIS\s+(NOT\s+)?JSON\b)",
               "the SQL/JSON constructors"},
    SyntaxFact{16, R"(\bSTORAGE\s+(PLAIN|EXTERNAL|EXTENDED|MAIN|DEFAULT)\b)", "STORAGE in CREATE TABLE"},
    SyntaxFact{16, R"(\bCREATE\s+STATISTICS\s+ON\b)", "statistics without a name"},
    SyntaxFact{15, R"(\bNULLS\s+(NOT\s+)?DISTINCT\b)", "NULLS NOT DISTINCT"},
    SyntaxFact{15, R"(\bregexp_(count|instr|like|substr)\s*\()",
               "a function (regexp_count, regexp_instr, regexp_like, regexp_substr)"},
    SyntaxFact{15, R"(\bsecurity_invoker\b)", "views with security_invoker"},
    SyntaxFact{15, R"(\bON\s+DELETE\s+SET\s+(NULL|DEFAULT)\s*\()", "ON DELETE SET NULL of some columns"},
    SyntaxFact{15, R"(\bPUBLICATION\b[^;]*(\bTABLES\s+IN\s+SCHEMA\b|\bWHERE\b|\bTABLE\b[^;]*\())",
               "publications of schemas, of rows and of columns"},
    SyntaxFact{15, R"(\bSET\s+ACCESS\s+METHOD\b)", "SET ACCESS METHOD"},
    SyntaxFact{15, R"(\b(two_phase|disable_on_error)\s*=)", "options of subscriptions"},
    SyntaxFact{15, R"(\bON\s+PARAMETER\b)", "privileges on parameters"},
};

/// std::regex calls itself for each character, so it sees a long text in pieces, each with the end of the one before.
bool isIn(const SyntaxFact& fact, std::string_view sql)
{
    constexpr std::size_t piece = 3000;
    constexpr std::size_t step = 2000;
    const std::regex pattern(fact.pattern.data(), fact.pattern.size(), std::regex::icase);
    for (std::size_t at = 0; at < sql.size(); at += step) {
        const std::string_view text = sql.substr(at, piece);
        if (std::regex_search(text.begin(), text.end(), pattern))
            return true;
    }
    return false;
}

} // namespace

std::optional<SyntaxFact> newestSyntax(std::string_view sql)
{
    const auto found = std::ranges::find_if(syntaxFacts, [&](const SyntaxFact& fact) { return isIn(fact, sql); });
    return found == syntaxFacts.end() ? std::nullopt : std::optional(*found);
}

bool mayBeUnknown(std::string_view sqlstate)
{
    static constexpr std::array<std::string_view, 7> states{"42601", "0A000", "42809", "22023",
                                                            "42704", "42P16", "42883"};
    return std::ranges::contains(states, sqlstate);
}

std::string unknownTo(int version, std::string_view sql)
{
    const auto fact = newestSyntax(sql);
    if (!fact || version <= 0 || fact->since <= version / 10000)
        return {};
    return std::format("PostgreSQL {} does not know {}, which came with PostgreSQL {}", version / 10000, fact->what,
                       fact->since);
}

bool saysNothingOfSchema(int version, std::string_view sql)
{
    // PostgreSQL 18 manual, "Statistics Manipulation Functions"; 19 adds extended statistics.
    static const std::regex statistics(
        R"(^SELECT\s+(\*\s+FROM\s+)?(pg_catalog\.)?pg_(restore|clear)_(relation|attribute|extended)_stats\s*\()",
        std::regex::icase);
    static const std::regex timeout(R"(^SET\s+((SESSION|LOCAL)\s+)?transaction_timeout\b)", std::regex::icase);
    const std::string_view start = sql.substr(0, 200);
    return std::regex_search(start.begin(), start.end(), statistics) ||
           (version < 170000 && std::regex_search(start.begin(), start.end(), timeout));
}

std::string otherServerHint(int major)
{
    return std::format("install the server programs of PostgreSQL {}, or name them in scratch_versions of the user's "
                       "settings, or a server in --scratch-url",
                       major);
}

} // namespace schemawright
