#include "app/cli/connect.h"
#include "app/cli/picture_file.h"
#include "app/cli/report.h"
#include "app/cli/schema_source.h"
#include "app/cli/steps.h"
#include "app/cli/verbs.h"
#include "diff/apply/apply.h"
#include "diff/apply/revision_script.h"
#include "diff/apply/seed.h"
#include "diff/compare/compare.h"
#include "diff/difference/difference.h"
#include "diff/prove/prove.h"
#include "diff/read/read.h"
#include "diff/revision/revision.h"
#include "diff/revision/revision_chain.h"
#include "diff/server/cache.h"
#include "diff/workflow/apply_verified.h"
#include "diff/workflow/revise.h"
#include "model/sql.h"

#include <chrono>
#include <system_error>

namespace schemawright::cli {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::string_view marker = ".schemawright-demo";

struct DemoOptions {
    std::string folder;
    std::string project;
};

/// Prints each step with the time that it took.
class Steps {
public:
    explicit Steps(Session& session) : m_session(session) {}

    void done(const std::string& what)
    {
        const auto now = Clock::now();
        std::string seconds = secondsText(std::chrono::duration<double>(now - m_last).count());
        seconds.insert(0, seconds.size() < 8 ? 8 - seconds.size() : 0, ' ');
        m_session.show(seconds + "  " + commentText(what) + "\n");
        m_last = now;
    }
    void head(const std::string& what) { m_session.show("\n" + commentText(what) + "\n"); }
    [[nodiscard]] std::string total() const
    {
        return secondsText(std::chrono::duration<double>(Clock::now() - m_first).count());
    }

private:
    Session& m_session;
    Clock::time_point m_first = Clock::now();
    Clock::time_point m_last = m_first;
};

/// The demo project lies beside the program, in a build folder as where it is installed.
Result<fs::path> demoProject(const DemoOptions& options)
{
    if (!options.project.empty())
        return fs::path(options.project);
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    const fs::path folder = program.parent_path().parent_path() / "share/schemawright/demo";
    if (fs::exists(folder / "schemawright.toml", failed))
        return folder;
    return fail(ErrorCode::NotFound, "the demo project is not installed", "use --from DIR to show another project");
}

/// An empty folder that carries our mark. Only a folder with that mark is ever emptied.
Result<void> freshFolder(const fs::path& folder)
{
    std::error_code failed;
    if (fs::exists(folder, failed) && !fs::is_empty(folder, failed)) {
        if (!fs::exists(folder / marker, failed))
            return fail(ErrorCode::Conflict, folder.string() + " is not empty and was not created by the demo",
                        "choose another folder");
        for (const char* part : {"project", "server", "output"})
            fs::remove_all(folder / part, failed);
    }
    fs::create_directories(folder / "output", failed);
    if (failed)
        return fail(failed == std::errc::permission_denied ? ErrorCode::Permission : ErrorCode::Io,
                    "could not create the folder " + folder.string() + ": " + failed.message());
    return writeFileAtomically(folder / marker,
                               "Created by schemawright demo, which empties this folder when it runs again.\n");
}

Result<ConnectionSpec> createDatabase(ScratchServer& server, const std::string& name)
{
    auto admin = Connection::open(server.spec());
    if (!admin)
        return std::unexpected(admin.error());
    auto made = admin->query("CREATE DATABASE " + quoteIdent(name) + " TEMPLATE template0");
    if (!made)
        return std::unexpected(made.error());
    return server.spec(name);
}

std::int64_t countRows(const SchemaSource& source)
{
    std::int64_t rows = 0;
    for (const auto& [key, size] : source.sizes)
        rows += std::max<std::int64_t>(size.rows, 0);
    return rows;
}

/// The main job on one database: history applied, filled, compared, a proved revision written, applied, verified, drawn.
class DatabaseDemo {
public:
    DatabaseDemo(Session& session, Steps& steps, ScratchServer& server, DatabaseConfig database, fs::path output)
        : m_session(session), m_steps(steps), m_server(server), m_database(std::move(database)),
          m_output(std::move(output))
    {
    }

    Result<void> run()
    {
        m_steps.head("Database " + m_database.name);
        auto spec = createDatabase(m_server, m_database.name);
        if (!spec)
            return std::unexpected(spec.error());
        auto connection = Connection::open(*spec);
        if (!connection)
            return std::unexpected(connection.error());
        if (auto built = build(*connection); !built)
            return built;
        auto live = readLive(m_session, *spec, m_session.scope(m_database));
        if (!live)
            return std::unexpected(live.error());
        m_steps.done("read the database: " + counted(live->catalog.size(), "object", "objects") + ", about " +
                     counted(static_cast<std::size_t>(countRows(*live)), "row", "rows"));
        auto model = readModel(m_session, m_database);
        if (!model)
            return std::unexpected(model.error());
        if (auto changed = change(*connection, *live, *model); !changed)
            return changed;
        return draw(model->catalog);
    }

private:
    [[nodiscard]] ApplyOptions applyOptions() const
    {
        ApplyOptions options;
        options.tables = tablesOf(m_database);
        return options;
    }

    Result<void> build(Connection& connection)
    {
        auto revisions = readRevisions(m_database);
        if (!revisions)
            return std::unexpected(revisions.error());
        auto path =
            headOf(*revisions).and_then([&](const std::string& head) { return pathBetween(*revisions, {}, head); });
        if (!path)
            return std::unexpected(path.error());
        if (auto checked = checkEdited(m_session, *path, false); !checked)
            return checked;
        if (auto applied = applySteps(connection, *path, {}, m_session.task(), applyOptions()); !applied)
            return applied;
        m_steps.done("applied " + counted(path->size(), "revision", "revisions"));
        auto seeds = seedDatabase(connection, m_database, "development", m_session.task());
        if (!seeds)
            return std::unexpected(seeds.error());
        if (auto analyzed = connection.query("ANALYZE", m_session.task().stop); !analyzed)
            return std::unexpected(analyzed.error());
        m_steps.done("loaded " + counted(*seeds, "seed file", "seed files"));
        return {};
    }

    Result<void> change(Connection& connection, const SchemaSource& live, const SchemaSource& model)
    {
        auto difference = differenceOf(m_session, live, model);
        if (!difference)
            return std::unexpected(difference.error());
        m_steps.done("compared with the model: " + counted(difference->changes.size(), "change", "changes"));
        if (difference->empty())
            return {};
        for (const Change& item : difference->changes)
            m_session.show("            " +
                           commentText(std::string(!item.before  ? "added "
                                                   : !item.after ? "dropped "
                                                                 : "changed ") +
                                       item.key.display()) +
                           "\n");
        // Not on the lasting server: the scratch server makes and drops databases in a fraction of the time.
        ReviseRequest request;
        request.database = m_database;
        request.message = "model changes";
        request.notProved = "database " + m_database.name + ": the changes to the model could not be proved";
        request.difference = std::move(*difference);
        auto revised = revise(request, [&] { return m_session.scratch(); }, m_session.task());
        if (!revised)
            return std::unexpected(revised.error());
        m_steps.done("proved: " + revised->revision.proof);
        return apply(connection, {std::move(request.difference), std::move(revised->revision),
                                  m_session.scope(m_database), applyOptions()});
    }

    Result<void> apply(const Connection& connection, const ApplyRequest& request)
    {
        const Revision& written = *request.revision;
        if (auto cleared = writeRenames(m_database, {}); !cleared)
            return cleared;
        for (const bool up : {true, false})
            if (auto script = writeFileAtomically(m_output / (m_database.name + (up ? "_up.sql" : "_down.sql")),
                                                  stepsScript({{written, up}}, applyOptions()));
                !script)
                return script;
        m_steps.done("wrote revision " + written.path.filename().string());
        const auto applied = applyVerified(connection.spec(), request, {}, m_session.task());
        if (!applied)
            return std::unexpected(applied.error());
        m_steps.done("applied revision " + written.id);
        if (!applied->remaining.empty())
            return fail(ErrorCode::NotProved, "database " + m_database.name + " does not match the model: " +
                                                  applied->remaining.front().key.display() + " differs");
        m_steps.done("verified: the database matches the model");
        return {};
    }

    Result<void> draw(const Catalog& catalog)
    {
        auto diagrams = readDiagrams(m_database);
        if (!diagrams)
            return std::unexpected(diagrams.error());
        Diagram diagram = diagrams->empty() ? Diagram{} : diagrams->front();
        if (diagram.name.empty())
            diagram.name = m_database.name;
        for (const auto& [format, ending] : {std::pair{PictureFormat::Svg, ".svg"}, {PictureFormat::Png, ".png"}})
            if (auto written = writePicture(m_session, catalog, diagram, format, m_output / (m_database.name + ending));
                !written)
                return written;
        m_steps.done("drew " + m_database.name + ".svg and " + m_database.name + ".png");
        return {};
    }

    Session& m_session;
    Steps& m_steps;
    ScratchServer& m_server;
    DatabaseConfig m_database;
    fs::path m_output;
};

Outcome demo(Session& session, const DemoOptions& options)
{
    Steps steps(session);
    auto source = demoProject(options);
    if (!source)
        return std::unexpected(source.error());
    const Result<fs::path> wanted =
        options.folder.empty() ? cacheDirectory().transform([](const fs::path& cache) { return cache / "demo"; })
                               : Result<fs::path>(options.folder);
    if (!wanted)
        return std::unexpected(wanted.error());
    std::error_code failed;
    const fs::path folder = fs::absolute(*wanted, failed).lexically_normal();
    if (auto fresh = freshFolder(folder); !fresh)
        return std::unexpected(fresh.error());
    if (auto copied = copyProject(*source, folder / "project"); !copied)
        return std::unexpected(copied.error());
    session.common.folder = (folder / "project").string();
    auto databases = session.databases();
    if (!databases)
        return std::unexpected(databases.error());
    steps.done("copied the project: " + counted(databases->size(), "database", "databases"));
    ScratchOptions server;
    server.dataDir = folder / "server";
    auto started = ScratchServer::start(server, session.task());
    if (!started)
        return std::unexpected(started.error());
    steps.done("started PostgreSQL " + (*started)->versionText());
    for (const DatabaseConfig& database : *databases) {
        // The model's renames are those of the database that is named.
        session.common.database = database.name;
        DatabaseDemo one(session, steps, **started, database, folder / "output");
        if (auto done = one.run(); !done)
            return std::unexpected(done.error());
    }
    session.show("\nDone in " + steps.total() + ". Pictures and scripts: " + (folder / "output").string() +
                 "\nThe project: " + session.common.folder + "\n");
    return Done;
}

} // namespace

void addDemoVerb(CLI::App& app, Session& session, Job& job)
{
    auto options = std::make_shared<DemoOptions>();
    CLI::App* verb = addVerb<DemoOptions>(
        app, job, "demo", "Runs the whole workflow on the embedded server and prints each step with its time",
        "schemawright demo /tmp/demo", options, [&session](const DemoOptions& given) { return demo(session, given); });
    verb->add_option("DIR", options->folder,
                     "The folder for the project, pictures and scripts; emptied when the demo runs again. Default: a "
                     "folder in the user's cache");
    verb->add_option("--from", options->project, "The project to show, instead of the demo shop");
}

} // namespace schemawright::cli
