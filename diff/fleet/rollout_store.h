#pragma once

#include "diff/fleet/rollout.h"
#include "diff/server/connection.h"
#include "diff/server/task.h"

#include <mutex>
#include <optional>
#include <span>

namespace schemawright {

/// The control tables, schemawright_fleet.rollouts and .targets, of one PostgreSQL database. All times are that server's, so clocks of
/// runners do not matter. Thread-safe; a lost connection is opened again, for a minute.
class RolloutStore {
public:
    [[nodiscard]] static Result<RolloutStore> open(const ConnectionSpec& spec, const std::stop_token& stop = {});

    /// Creates the tables if need be, and the rollout. Returns its id. Errors: Conflict if one of the same project and database is not over.
    [[nodiscard]] Result<std::int64_t> start(const RolloutPlan& plan);
    /// By id; without one, the only rollout that is not over, else the newest; of one project and database, or of any where they are empty.
    /// Errors: NotFound, Usage if several are not over.
    [[nodiscard]] Result<Rollout> find(std::optional<std::int64_t> id, const std::string& project = {},
                                       const std::string& database = {});
    /// By number.
    [[nodiscard]] Result<std::vector<TargetState>> targets(std::int64_t id);

    /// Claims the next target of the wave that is open: pending, or claimed by a runner whose lease has expired. nullopt: nothing can be claimed
    /// now, because the rollout does not run, others have claimed what is left of the wave, or the limit per server is reached.
    [[nodiscard]] Result<std::optional<Claim>> claim(const Rollout& rollout, const std::string& runner);
    /// Renews the claims. Returns the numbers of those that are still the runner's.
    [[nodiscard]] Result<std::vector<std::int64_t>> renew(const Rollout& rollout, const std::string& runner,
                                                          std::span<const std::int64_t> numbers);
    /// Records the result; stops the rollout if there are too many failures, ends it if this was the last target. False if the claim is no
    /// longer the runner's: then nothing was recorded.
    [[nodiscard]] Result<bool> finish(const Rollout& rollout, const Claim& claim, const std::string& runner,
                                      const ClaimResult& result);
    /// Gives the claim back. With `later`, it is not claimed again before a lease has passed.
    [[nodiscard]] Result<void> release(const Rollout& rollout, const Claim& claim, const std::string& runner,
                                       const std::string& why, bool later);

    [[nodiscard]] Result<void> pause(const Rollout& rollout);
    /// Continues a rollout that was paused or stopped; what has failed stays failed.
    [[nodiscard]] Result<void> resume(const Rollout& rollout);
    /// What has failed is pending again, and the rollout runs. Returns how many.
    [[nodiscard]] Result<std::size_t> retry(const Rollout& rollout);
    /// Ends it: what is pending is skipped, what runners have claimed is finished. Returns how many are skipped.
    [[nodiscard]] Result<std::size_t> abort(const Rollout& rollout);

private:
    struct State;
    explicit RolloutStore(std::shared_ptr<State> state) : m_state(std::move(state)) {}
    [[nodiscard]] Result<Rows> run(const std::string& sql);
    [[nodiscard]] Result<std::size_t> changeState(const Rollout& rollout, std::string_view from, std::string_view to,
                                                  const std::string& also);

    std::shared_ptr<State> m_state;
};

} // namespace schemawright
