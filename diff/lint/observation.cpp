#include "diff/lint/observation.h"

#include <algorithm>
#include <map>

namespace schemawright {

bool Observation::rewritesTable() const
{
    return std::ranges::any_of(rewritten, [](const ObjectKey& key) { return factsOf(key.kind).storesRows; });
}

std::vector<Lock> strongestLocks(const std::vector<Lock>& locks)
{
    std::map<ObjectKey, LockMode> strongest;
    for (const Lock& lock : locks) {
        LockMode& mode = strongest[lock.relation];
        mode = std::max(mode, lock.mode);
    }
    std::vector<Lock> out;
    for (const auto& [relation, mode] : strongest)
        if (mode >= LockMode::ShareUpdateExclusive)
            out.push_back({mode, relation});
    return out;
}

} // namespace schemawright
