#include "diff/kinds/base/read_ahead.h"

#include "model/sql.h"

namespace schemawright {

namespace {

Result<Connection> connectTo(const ConnectionSpec& spec, const std::string& snapshot, const std::stop_token& stop)
{
    auto connection = Connection::open(spec, stop);
    if (!connection)
        return connection;
    auto begun = connection->query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT " +
                                       quoteLiteral(snapshot) + ";" + std::string(readingSettings),
                                   stop);
    if (!begun)
        return std::unexpected(std::move(begun.error()));
    return connection;
}

} // namespace

ReadAhead::ReadAhead(const ConnectionSpec& spec, const std::string& snapshot, const std::vector<std::string>& queries)
{
    std::vector<std::pair<std::string, std::promise<Result<Rows>>>> jobs;
    for (const std::string& sql : queries) {
        jobs.emplace_back(sql, std::promise<Result<Rows>>());
        m_answers.emplace(sql, jobs.back().second.get_future());
    }
    m_worker = std::jthread([spec, snapshot, jobs = std::move(jobs)](const std::stop_token& stop) mutable {
        auto connection = connectTo(spec, snapshot, stop);
        for (auto& [sql, answer] : jobs)
            answer.set_value(connection ? connection->query(sql, stop)
                                        : Result<Rows>(std::unexpected(connection.error())));
    });
}

std::optional<Rows> ReadAhead::take(std::string_view sql)
{
    const auto found = m_answers.find(sql);
    if (found == m_answers.end())
        return std::nullopt;
    Result<Rows> answer = found->second.get();
    m_answers.erase(found);
    return answer ? std::optional(std::move(*answer)) : std::nullopt;
}

} // namespace schemawright
