#include "app/cli/fleet_targets.h"

#include "app/cli/connect.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

namespace schemawright::cli {

namespace {

using Specs = std::vector<ConnectionSpec>;

/// The text is not shown where it is no connection: it may hold a password.
Result<void> add(Specs& specs, const std::string& text, const std::string& where)
{
    auto spec = connectionFrom(text);
    if (!spec) {
        spec.error().message = where + ": " + spec.error().message;
        return std::unexpected(spec.error());
    }
    specs.push_back(std::move(*spec));
    return {};
}

Result<void> addLines(Specs& specs, const std::string& path)
{
    std::string text;
    if (path == "-") {
        text = std::string(std::istreambuf_iterator(std::cin), {});
    } else {
        auto read = readFile(path);
        if (!read)
            return std::unexpected(read.error());
        text = std::move(*read);
    }
    std::istringstream lines(text);
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        line.erase(line.find_last_not_of(" \t\r") + 1);
        line.erase(0, line.find_first_not_of(" \t"));
        if (line.empty() || line.starts_with('#'))
            continue;
        const std::string where = (path == "-" ? "standard input" : path) + ":" + std::to_string(number);
        if (auto added = add(specs, line, where); !added)
            return added;
    }
    return {};
}

Result<void> addRows(Session& session, Specs& specs, const std::string& control, const std::string& query)
{
    const auto spec = connectionFrom(control);
    if (!spec)
        return std::unexpected(spec.error());
    auto connection = Connection::open(*spec, session.task().stop);
    if (!connection)
        return std::unexpected(connection.error());
    const auto rows =
        connection->query("SET default_transaction_read_only = on", session.task().stop).and_then([&](const Rows&) {
            return connection->query(query, session.task().stop);
        });
    if (!rows)
        return std::unexpected(rows.error());
    if (rows->columns() == 0)
        return fail(ErrorCode::Usage, "--targets-query returns no columns", "its first column must have connections");
    for (std::size_t r = 0; r < rows->size(); ++r)
        if (auto added = add(specs, rows->text(r, 0), "row " + std::to_string(r + 1) + " of --targets-query"); !added)
            return added;
    return {};
}

Result<void> addDatabases(Session& session, Specs& specs, const std::string& server, const std::string& pattern)
{
    auto spec = connectionFrom(server);
    if (!spec)
        return std::unexpected(spec.error());
    const ConnectionSpec any =
        spec->get("dbname").empty() && spec->get("service").empty() ? spec->with("dbname", "postgres") : *spec;
    auto connection = Connection::open(any, session.task().stop);
    if (!connection)
        return std::unexpected(connection.error());
    const std::vector<std::string> parameters{pattern};
    const auto rows = connection->query("SELECT datname FROM pg_catalog.pg_database WHERE datallowconn AND NOT "
                                        "datistemplate AND datname LIKE $1 ORDER BY datname COLLATE \"C\"",
                                        parameters, session.task().stop);
    if (!rows)
        return std::unexpected(rows.error());
    if (rows->empty())
        session.say("warning: no database of " + any.display() + " matches " + pattern);
    for (std::size_t r = 0; r < rows->size(); ++r)
        specs.push_back(spec->with("dbname", rows->text(r, 0)));
    return {};
}

bool hasSecret(const ConnectionSpec& spec)
{
    return std::ranges::any_of(spec.parameters, [](const auto& each) { return isSecretKeyword(each.first); });
}

} // namespace

Result<std::vector<ConnectionSpec>> fleetTargets(Session& session, const FleetTargetOptions& options,
                                                 const std::string& control)
{
    Specs specs;
    if (!options.file.empty())
        if (auto added = addLines(specs, options.file); !added)
            return std::unexpected(added.error());
    if (!options.query.empty())
        if (auto added = addRows(session, specs, control, options.query); !added)
            return std::unexpected(added.error());
    for (const std::string& server : options.servers)
        if (auto added = addDatabases(session, specs, server, options.pattern); !added)
            return std::unexpected(added.error());
    if (std::ranges::any_of(specs, hasSecret))
        session.say("note: the passwords of the connections are not stored; runners take them from a password file, a "
                    "service file, PGPASSWORD or --env");
    return specs;
}

} // namespace schemawright::cli
