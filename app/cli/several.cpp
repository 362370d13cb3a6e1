#include "app/cli/several.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <ostream>
#include <sstream>
#include <streambuf>
#include <thread>

namespace schemawright::cli {

namespace {

using Json = nlohmann::ordered_json;

/// Passes on what was written to it, a line at a time, after a name.
class NamedLines : public std::stringbuf {
public:
    NamedLines(Session& session, std::mutex& mutex, std::string name)
        : m_session(session), m_mutex(mutex), m_name(std::move(name))
    {
    }

protected:
    int sync() override
    {
        std::istringstream lines(str());
        str({});
        const std::scoped_lock guard(m_mutex);
        for (std::string line; std::getline(lines, line);)
            m_session.say(m_name + ": " + line);
        return 0;
    }

private:
    Session& m_session;
    std::mutex& m_mutex;
    std::string m_name;
};

/// Runs the part on one of several; `out` receives its answers.
void runPart(Session& session, std::mutex& mutex, const std::string& name, std::ostream& out,
             const std::function<void(Session&)>& run)
{
    NamedLines lines(session, mutex, name);
    std::ostream err(&lines);
    Session part(session, out, err);
    part.common.database = name;
    part.common.chosen.clear();
    part.common.all = false;
    run(part);
}

void inParallel(unsigned threads, std::size_t count, const std::function<void(std::size_t)>& run)
{
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++)
            run(i);
    };
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < std::min<std::size_t>(threads, count); ++i)
        others.emplace_back(work);
    work();
}

struct PartResult {
    int status = Failed;
    std::string answer;
    std::string error;
};

/// The databases, if the verb runs on several; nullopt: on the usual one.
Result<std::optional<std::vector<DatabaseConfig>>> severalDatabases(Session& session)
{
    CommonOptions& common = session.common;
    const bool pattern = std::ranges::any_of(
        common.chosen, [](const std::string& text) { return text.find_first_of("*?") != std::string::npos; });
    if (!common.all && !pattern && common.chosen.size() <= 1) {
        common.database = common.chosen.empty() ? "" : common.chosen.front();
        common.chosen.clear();
        return std::nullopt;
    }
    return session.databases().transform([](auto databases) { return std::optional(std::move(databases)); });
}

Json document(const std::string& name, Answers answers, const PartResult& result)
{
    Json json{{"database", name}, {"status", result.status}};
    const Json parsed = answers == Answers::Json ? Json::parse(result.answer, nullptr, false) : Json();
    if (!result.error.empty())
        json["error"] = result.error;
    else if (answers == Answers::Json && !parsed.is_discarded())
        json["result"] = parsed;
    else
        json["result"] = result.answer.substr(0, result.answer.find_last_not_of('\n') + 1);
    return json;
}

void answer(Session& session, Answers answers, const std::string& name, const PartResult& result)
{
    if (session.common.json)
        return session.answer(document(name, answers, result).dump(-1, ' ', false, Json::error_handler_t::replace) +
                              "\n");
    if (!result.answer.empty())
        session.answer(name + ":" + (result.answer.find('\n') + 1 == result.answer.size() ? " " : "\n") +
                       result.answer);
}

} // namespace

void forEachDatabase(Session& session, const std::vector<DatabaseConfig>& databases,
                     const std::function<void(std::size_t index, Session& part)>& run)
{
    std::mutex mutex;
    inParallel(session.common.parallel, databases.size(), [&](std::size_t i) {
        std::ostringstream out;
        runPart(session, mutex, databases[i].name, out, [&](Session& part) { run(i, part); });
    });
}

Outcome onDatabases(Session& session, Answers answers, const std::function<Outcome(Session&)>& run)
{
    auto several = severalDatabases(session);
    if (!several)
        return std::unexpected(several.error());
    // A verb without a document of its own has one in the form of those of several.
    if (!*several && session.common.json && answers == Answers::Text) {
        auto one = session.database();
        if (!one)
            return std::unexpected(one.error());
        several->emplace({std::move(*one)});
    } else if (!*several) {
        return run(session);
    } else if (answers == Answers::Script) {
        return fail(ErrorCode::Usage, "the scripts of several databases cannot be one script",
                    "choose one database with --database");
    } else if (session.log.format == RunLog::Format::Json || !session.log.metricsFile.empty()) {
        return fail(ErrorCode::Usage, "--log-format json and --metrics are of one database, but several were chosen",
                    "choose one with --database");
    } else if (!session.common.url.empty()) {
        return fail(ErrorCode::Usage, "--url is one database, but several of the project were chosen",
                    "use --env, or choose one with --database");
    }
    const std::vector<DatabaseConfig>& databases = **several;
    const bool isOne = databases.size() == 1 && !session.common.all && session.common.chosen.empty();
    std::vector<PartResult> results(databases.size());
    std::mutex mutex;
    inParallel(session.common.parallel, databases.size(), [&](std::size_t i) {
        std::ostringstream out;
        PartResult& result = results[i];
        runPart(session, mutex, databases[i].name, out, [&](Session& part) {
            part.common.oneOfSeveral = !isOne;
            const Outcome outcome = session.task().stop.stop_requested()
                                        ? Outcome(fail(ErrorCode::Cancelled, "cancelled; nothing was changed"))
                                        : run(part);
            if (outcome) {
                result.status = *outcome;
                (void)part.flush();
            } else {
                result.error = errorText(outcome.error());
                part.say("FAILED: " + result.error);
            }
        });
        result.answer = out.str();
    });
    int status = Done;
    for (std::size_t i = 0; i < databases.size(); ++i) {
        answer(session, answers, databases[i].name, results[i]);
        if (status != Failed && results[i].status != Done)
            status = results[i].error.empty() ? results[i].status : Failed;
    }
    return status;
}

} // namespace schemawright::cli
