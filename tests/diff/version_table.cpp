#include "tests/diff/version_table.h"

#include "model/sql.h"

#include <format>

namespace schemawright::test {

namespace {

std::size_t notPossible(const VersionTally& tally)
{
    std::size_t count = 0;
    for (const auto& [answer, names] : tally.notPossible)
        count += names.size();
    return count;
}

std::string counts(const VersionTally& tally)
{
    if (tally.held == 0 && tally.failed.empty() && tally.notPossible.empty())
        return "not run";
    return std::format("{} hold, {} fail, {} not possible", tally.held, tally.failed.size(), notPossible(tally));
}

std::string jobs(const VersionRow& row)
{
    std::vector<std::string> parts;
    for (const auto& [proved, failure] : row.mainJob)
        parts.push_back((failure.empty() ? "done, proved on " : "fails, proved on ") + proved);
    return parts.empty() ? "not run" : join(parts, "; ");
}

std::string oneLine(const std::string& text)
{
    std::string line = text.substr(0, text.find('\n'));
    return line.size() > 200 ? line.substr(0, 200) + "..." : line;
}

void describe(const char* what, const VersionTally& tally, std::string& page)
{
    for (const auto& [name, reason] : tally.failed)
        page += std::format("- {} `{}` fails: {}\n", what, name, oneLine(reason));
    for (const auto& [answer, names] : tally.notPossible)
        page += std::format("- {}: `{}` ({})\n", answer, join(names, "`, `"), names.size());
}

} // namespace

std::string versionPage(const std::vector<VersionRow>& rows)
{
    std::string page = "# PostgreSQL's versions\n\n"
                       "`./dev test versions` writes this page. On each server it runs up and down scripts and "
                       "compares what it reads with what they\n"
                       "lead to: of the shared *pairs* of schemas from public projects, and of the *cases* of "
                       "tests/cases, those with the usual and the\n"
                       "online plan. A schema that a server rejects, because it came with a later version, is *not "
                       "possible* there; the server's answer\n"
                       "is below. The *main job* is init from SQL, revision, upgrade, check and downgrade with "
                       "schemawright-cli, with rows in the database.\n\n"
                       "| PostgreSQL | pairs | cases | main job |\n|---|---|---|---|\n";
    for (const VersionRow& row : rows)
        page += std::format("| {} | {} | {} | {} |\n", row.version, counts(row.pairs), counts(row.cases), jobs(row));
    for (const VersionRow& row : rows) {
        std::string text;
        describe("pair", row.pairs, text);
        describe("case", row.cases, text);
        for (const auto& [proved, failure] : row.mainJob)
            if (!failure.empty())
                text += std::format("- main job, proved on {}: {}\n", proved, oneLine(failure));
        if (!text.empty())
            page += std::format("\n## PostgreSQL {}\n\n{}", row.version, text);
    }
    return page;
}

std::string versionSummary(const std::vector<VersionRow>& rows)
{
    std::string text;
    for (const VersionRow& row : rows)
        text += std::format("\nPostgreSQL {}: pairs {}; cases {}; main job {}", row.version, counts(row.pairs),
                            counts(row.cases), jobs(row));
    return text;
}

} // namespace schemawright::test
