// bench_upgrade GENERATOR [REVISIONS...]: upgrade head on an empty database, with psql beside it in the same run, which runs the same statements in
// the same transactions. GENERATOR is not used.

#include "diff/revision/revision_file.h"
#include "places.h"
#include "tests/bench/bench_support.h"

#include <fstream>

using namespace schemawright;
using namespace schemawright::bench;

namespace {

constexpr int rounds = 5;

/// What a revision of a living project does: a table with a key, an index and a reference, and a column of an older table.
std::vector<std::string> statementsOf(int number)
{
    std::vector<std::string> statements{
        std::format("CREATE TABLE t{} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, "
                    "price numeric(12,2) DEFAULT 0 CHECK (price >= 0), at timestamptz DEFAULT now(){})",
                    number, number > 1 ? std::format(", parent bigint REFERENCES t{}", number - 1) : ""),
        std::format("CREATE INDEX ON t{} (name)", number)};
    if (number > 2)
        statements.push_back(std::format("ALTER TABLE t{} ADD COLUMN c{} integer", number / 2, number));
    return statements;
}

void writeProject(const std::filesystem::path& folder, int revisions)
{
    std::filesystem::create_directories(folder / "catalog" / "revisions");
    std::ofstream(folder / "schemawright.toml") << "[[databases]]\nname = 'bench'\n";
    std::ofstream script(folder / "all.sql");
    std::string last;
    for (int number = 1; number <= revisions; ++number) {
        Revision revision;
        revision.id = std::format("{:04}", number);
        if (!last.empty())
            revision.parents = {last};
        revision.message = "revision " + revision.id;
        Batch batch;
        script << "BEGIN;\n";
        for (std::string& sql : statementsOf(number)) {
            script << sql << ";\n";
            batch.statements.emplace_back();
            batch.statements.back().sql = std::move(sql);
        }
        script << "COMMIT;\n";
        revision.up = {std::move(batch)};
        std::ofstream(folder / "catalog" / "revisions" / (revision.id + "_bench.sql")) << revisionText(revision);
        last = revision.id;
    }
}

Result<Run> runOnEmpty(ScratchServer& server, const std::function<std::vector<std::string>(const std::string&)>& words)
{
    auto database = server.createDatabase();
    if (!database)
        return std::unexpected(database.error());
    const std::vector<std::string> command = words(uri(*database));
    const Run run = measure(command);
    if (run.status != 0)
        return fail(ErrorCode::NotFound, command.front() + " failed");
    return run;
}

Result<void> benchUpgrade(ScratchServer& server, const std::string& /*generator*/, int revisions)
{
    const auto folder = std::filesystem::temp_directory_path() / std::format("schemawright-bench-{}", getpid());
    writeProject(folder, revisions);
    std::vector<double> psql;
    std::vector<double> upgrade;
    std::vector<double> ratios;
    for (int round = 0; round <= rounds; ++round) {
        const auto beside = runOnEmpty(server, [&](const std::string& url) {
            return std::vector<std::string>{
                server.binDir() / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-f", folder / "all.sql"};
        });
        const auto ours = runOnEmpty(server, [&](const std::string& url) {
            return std::vector<std::string>{
                SCHEMAWRIGHT_BIN_DIR "/schemawright-cli", "upgrade", "head", "-C", folder, "--url", url};
        });
        if (!beside || !ours)
            return std::unexpected(beside ? ours.error() : beside.error());
        if (round == 0) // warms up
            continue;
        psql.push_back(beside->seconds);
        upgrade.push_back(ours->seconds);
        ratios.push_back(ours->seconds / beside->seconds);
    }
    std::filesystem::remove_all(folder);
    std::cout << std::format(
        "{} revisions on an empty database\n  psql: {:.2f} s\n  upgrade head: {:.2f} s, {:.2f} of psql\n", revisions,
        median(psql), median(upgrade), median(ratios));
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    return run(argc, argv, {500}, benchUpgrade);
}
