#include "diff/fleet/rollout.h"

#include <algorithm>
#include <set>

namespace schemawright {

std::string serverOf(const ConnectionSpec& spec)
{
    const std::string host = spec.get("host").empty() ? spec.get("hostaddr") : spec.get("host");
    if (host.empty() && !spec.get("service").empty())
        return "service=" + spec.get("service");
    const std::string port = spec.get("port");
    return (host.empty() ? "localhost" : host) + ":" + (port.empty() ? "5432" : port);
}

std::string waveName(unsigned wave)
{
    return wave == 0 ? "canary" : "wave " + std::to_string(wave);
}

Result<std::vector<RolloutTarget>> inWaves(const std::vector<ConnectionSpec>& databases, const RolloutLimits& limits)
{
    const std::vector<unsigned>& waves = limits.waves;
    if (waves.empty() || waves.front() == 0 || waves.back() != 100 ||
        std::ranges::adjacent_find(waves, std::ranges::greater_equal()) != waves.end())
        return fail(ErrorCode::Usage, "the percentages of the waves must rise to 100",
                    "use for example --waves 10,50,100");
    std::vector<RolloutTarget> targets;
    std::set<std::string> known;
    for (const ConnectionSpec& spec : databases)
        if (known.insert(serverOf(spec) + "/" + spec.get("dbname")).second)
            targets.push_back({spec.withoutSecrets(), 0});
    if (targets.empty())
        return fail(ErrorCode::Usage, "there is no database to upgrade",
                    "use --targets, --targets-query, or --server with --pattern");
    std::size_t wave = 0;
    for (std::size_t i = limits.canary; i < targets.size(); ++i) {
        // Wave k ends with the database that reaches its percentage; each has at least one.
        while (wave + 1 < waves.size() && i * 100 >= waves[wave] * targets.size())
            ++wave;
        targets[i].wave = static_cast<unsigned>(wave) + 1;
    }
    return targets;
}

} // namespace schemawright
