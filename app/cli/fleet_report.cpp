#include "app/cli/fleet_report.h"

#include "app/cli/report.h"
#include "model/sql.h"

#include <nlohmann/json.hpp>

#include <array>
#include <format>
#include <map>

namespace schemawright::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 5> targetStates{"pending", "claimed", "done", "failed", "skipped"};
constexpr std::array<std::string_view, 6> rolloutStates{"running", "paused", "stopped", "done", "failed", "aborted"};

using Counts = std::map<std::string_view, std::size_t>;

std::string dump(const Json& json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string revisionName(const std::string& id)
{
    return id.empty() ? "base" : "revision " + id;
}

Counts countsOf(const std::vector<TargetState>& targets)
{
    Counts counts;
    for (const TargetState& target : targets)
        ++counts[target.state];
    return counts;
}

/// "58 done, 2 failed"
std::string countsText(const Counts& counts)
{
    std::string text;
    for (const std::string_view state : targetStates)
        if (const auto found = counts.find(state); found != counts.end())
            text += std::format("{}{} {}", text.empty() ? "" : ", ", found->second, state);
    return text;
}

std::map<unsigned, std::vector<TargetState>> byWave(const std::vector<TargetState>& targets)
{
    std::map<unsigned, std::vector<TargetState>> waves;
    for (const TargetState& target : targets)
        waves[target.wave].push_back(target);
    return waves;
}

/// A value of a label. Prometheus, "Text-based format".
std::string labelValue(std::string_view text)
{
    std::string out;
    for (const char c : text)
        out += c == '\\' ? "\\\\" : c == '"' ? "\\\"" : c == '\n' ? "\\n" : std::string(1, c);
    return out;
}

} // namespace

std::string planText(const RolloutPlan& plan)
{
    std::map<unsigned, std::vector<std::string>> waves;
    for (const RolloutTarget& target : plan.targets)
        waves[target.wave].push_back(target.spec.display());
    std::string text = counted(plan.targets.size(), "database", "databases") + " of " + plan.database + " to " +
                       revisionName(plan.revision) + "\n";
    for (const auto& [wave, names] : waves) {
        text += waveName(wave) + ": " + counted(names.size(), "database", "databases") + "\n";
        for (const std::string& name : names)
            text += "  " + commentText(name) + "\n";
    }
    return text;
}

std::string planJson(const RolloutPlan& plan)
{
    Json targets = Json::array();
    for (const RolloutTarget& target : plan.targets)
        targets.push_back({{"name", target.spec.display()}, {"server", serverOf(target.spec)}, {"wave", target.wave}});
    return dump({{"project", plan.project},
                 {"database", plan.database},
                 {"revision", plan.revision},
                 {"targets", std::move(targets)}});
}

std::string statusText(const Rollout& rollout, const std::vector<TargetState>& targets)
{
    std::string text = std::format("rollout {} of {} to {}: {}", rollout.id, rollout.database,
                                   revisionName(rollout.revision), rollout.state);
    text += (rollout.reason.empty() ? "" : ", " + rollout.reason) + "\n";
    for (const auto& [wave, those] : byWave(targets))
        text += "  " + waveName(wave) + ": " + counted(those.size(), "database", "databases") + ", " +
                countsText(countsOf(those)) + "\n";
    for (const TargetState& target : targets) {
        if (target.state == "failed" || (target.state == "pending" && !target.error.empty()))
            text += "  " + commentText(target.name) + ": " + target.state + ": " + commentText(target.error) + "\n";
        if (target.expired)
            text += "  " + commentText(target.name) + ": claimed by " + commentText(target.runner) +
                    ", which gave no sign within the lease\n";
    }
    return text;
}

std::string statusJson(const Rollout& rollout, const std::vector<TargetState>& targets)
{
    const Counts all = countsOf(targets);
    Json counts = Json::object();
    for (const std::string_view state : targetStates)
        counts[std::string(state)] = all.contains(state) ? all.at(state) : 0;
    Json list = Json::array();
    for (const TargetState& target : targets)
        list.push_back({{"name", target.name},
                        {"server", target.server},
                        {"wave", target.wave},
                        {"state", target.state},
                        {"expired", target.expired},
                        {"attempts", target.attempts},
                        {"runner", target.runner},
                        {"error", target.error},
                        {"before", target.before},
                        {"after", target.after},
                        {"claimed", target.claimed},
                        {"ended", target.ended},
                        {"seconds", target.seconds}});
    return dump({{"rollout", rollout.id},
                 {"project", rollout.project},
                 {"database", rollout.database},
                 {"revision", rollout.revision},
                 {"state", rollout.state},
                 {"reason", rollout.reason},
                 {"created", rollout.created},
                 {"createdBy", rollout.createdBy},
                 {"ended", rollout.ended},
                 {"canary", rollout.limits.canary},
                 {"waves", rollout.limits.waves},
                 {"perServer", rollout.limits.perServer},
                 {"stopAt", rollout.limits.stopAt},
                 {"counts", std::move(counts)},
                 {"targets", std::move(list)}});
}

std::string statusMetrics(const Rollout& rollout, const std::vector<TargetState>& targets)
{
    const std::string labels = std::format("rollout=\"{}\",database=\"{}\",revision=\"{}\"", rollout.id,
                                           labelValue(rollout.database), labelValue(rollout.revision));
    std::string text = "# HELP schemawright_fleet_state The state of the rollout: 1 for the one that it is in.\n"
                       "# TYPE schemawright_fleet_state gauge\n";
    for (const std::string_view state : rolloutStates)
        text += std::format("schemawright_fleet_state{{{},state=\"{}\"}} {}\n", labels, state,
                            rollout.state == state ? 1 : 0);
    text += "# HELP schemawright_fleet_targets Databases of the rollout, by wave and state.\n"
            "# TYPE schemawright_fleet_targets gauge\n";
    for (const auto& [wave, those] : byWave(targets)) {
        const Counts counts = countsOf(those);
        for (const std::string_view state : targetStates)
            text += std::format("schemawright_fleet_targets{{{},wave=\"{}\",state=\"{}\"}} {}\n", labels, wave, state,
                                counts.contains(state) ? counts.at(state) : 0);
    }
    double seconds = 0;
    std::size_t expired = 0;
    for (const TargetState& target : targets) {
        seconds += target.seconds;
        expired += target.expired ? 1 : 0;
    }
    text += std::format("# HELP schemawright_fleet_expired_claims Claims whose runner gave no sign within the lease.\n"
                        "# TYPE schemawright_fleet_expired_claims gauge\n"
                        "schemawright_fleet_expired_claims{{{0}}} {1}\n"
                        "# HELP schemawright_fleet_seconds Time that runners spent on the databases, in seconds.\n"
                        "# TYPE schemawright_fleet_seconds gauge\n"
                        "schemawright_fleet_seconds{{{0}}} {2:.3f}\n",
                        labels, expired, seconds);
    return text;
}

} // namespace schemawright::cli
