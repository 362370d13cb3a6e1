#pragma once

#include "diff/scratch/scratch.h"
#include "tests/law/pieces.h"

#include <functional>
#include <string>

/// The law of the engine, for any two schemas: what is read after the plan is the second one, nothing is left to plan, and the way down gives the
/// first one again. What pg_dump says agrees, or on a server without it the shared query of what a database holds.
namespace schemawright::test {

/// Pieces that PostgreSQL refuses are taken out of the list.
[[nodiscard]] SchemaPair withoutRefused(ScratchServer& server, SchemaPair pair);

/// What breaks the law; empty where it holds. Both schemas must load.
[[nodiscard]] std::string breaches(ScratchServer& server, const SchemaPair& pair);

/// A smaller pair that `fails` still; asks until nothing more can be left out, or `enough` says stop.
[[nodiscard]] SchemaPair shrunk(SchemaPair pair, const std::function<bool(const SchemaPair&)>& fails,
                                const std::function<bool()>& enough);

using Generate = SchemaPair (*)(std::uint64_t seed);

/// Generates the pair of a seed and holds it against the law. Where it does not hold: what is wrong and the smallest pair that was found within the time.
[[nodiscard]] std::string breachesOf(ScratchServer& server, std::uint64_t seed, double secondsToShrink,
                                     Generate generate = generatePair);

} // namespace schemawright::test
