#include "ui/review/review_session.h"

#include "diff/plan/select.h"
#include "diff/prove/prove.h"
#include "model/rename.h"

#include <algorithm>

namespace schemawright {

namespace {

/// Those of the renames that end in one of the objects: its own or, of a part, the table, view or type.
std::vector<Rename> renamesOf(const Catalog& from, const Catalog& to, const std::vector<Rename>& renames,
                              const std::set<ObjectKey>& owners)
{
    std::vector<Rename> chosen;
    const std::vector<ObjectKey> ends = finalKeys(from, renames);
    for (std::size_t i = 0; i < renames.size(); ++i) {
        if (owners.contains(ownerIn(to, ends[i])))
            chosen.push_back(renames[i]);
    }
    return chosen;
}

/// What moves needs its new schema, and must have left the old one before that is dropped.
void takeMovesAlong(const Catalog& from, const Catalog& to, const std::vector<Rename>& renames,
                    std::set<ObjectKey>& chosen)
{
    const std::vector<ObjectKey> ends = finalKeys(from, renames);
    for (std::size_t i = 0; i < renames.size(); ++i) {
        if (renames[i].newSchema.empty())
            continue;
        const ObjectKey old = schemaKey(renames[i].from.schema);
        if (chosen.contains(old) && to.find(old) == nullptr)
            chosen.insert(ends[i]);
        const ObjectKey fresh = schemaKey(renames[i].newSchema);
        if (chosen.contains(ends[i]) && from.find(fresh) == nullptr && to.find(fresh) != nullptr)
            chosen.insert(fresh);
    }
}

/// The part of a comparison that was chosen, with what it cannot be without, and the scripts for it.
Result<std::pair<Difference, std::set<ObjectKey>>> differenceOf(const Catalog& from, const Catalog& to,
                                                                const std::vector<Rename>& renames,
                                                                std::set<ObjectKey> chosen, ScratchServer& scratch,
                                                                const PlanOptions& options, const Task& task)
{
    for (;;) {
        // A rename goes with its object: where that stays behind, it keeps its name too.
        takeMovesAlong(from, to, renames, chosen);
        const std::vector<Rename> taken = renamesOf(from, to, renames, chosen);
        const Result<RenamedCatalog> renamed = runRenames(scratch, from, taken, to, task);
        if (!renamed)
            return std::unexpected(renamed.error());
        const std::vector<Change> changes = compare(renamed->catalog, to);
        const std::vector<ObjectKey> closed =
            closeSelection(renamed->catalog, to, changes, {chosen.begin(), chosen.end()});
        const std::size_t before = chosen.size();
        chosen.insert(closed.begin(), closed.end());
        if (chosen.size() != before && renamesOf(from, to, renames, chosen) != taken)
            continue;
        Result<Difference> difference =
            makeDifference(from, selectChanges(renamed->catalog, to, closed), taken, *renamed, options);
        if (!difference)
            return std::unexpected(difference.error());
        return std::pair(std::move(*difference), std::move(chosen));
    }
}

} // namespace

ReviewSession::ReviewSession(TaskRunner& runner, std::shared_ptr<ScratchHost> scratch, QObject* parent)
    : QObject(parent), m_runner(runner), m_scratch(std::move(scratch))
{
}

void ReviewSession::start(const Reading& from, const Catalog& to, const std::vector<Rename>& renames)
{
    m_sizes = from.sizes;
    m_options.serverVersion = from.server.version;
    m_from = from.catalog;
    m_to = to;
    m_renames = applicableRenames(renames, m_from, to);
    m_pulled.clear();
    compare(std::nullopt);
}

void ReviewSession::setOnline(bool online)
{
    m_options.online = online;
    if (m_everything)
        compare(isComplete() ? std::nullopt : std::optional(m_chosen));
}

void ReviewSession::setMoveRows(bool moveRows)
{
    m_options.moveRows = moveRows;
    compare(std::nullopt);
}

void ReviewSession::choose(const std::set<ObjectKey>& keys)
{
    if (m_everything)
        compare(keys);
}

void ReviewSession::clear()
{
    m_comparing.drop();
    m_proving.drop();
    m_everything.reset();
    m_difference.reset();
    m_chosen.clear();
    m_proof.reset();
    m_error.reset();
    m_options.moveRows = false;
    Q_EMIT changed();
    Q_EMIT proofChanged();
}

bool ReviewSession::isComplete() const
{
    return m_everything && std::ranges::all_of(m_everything->changes,
                                               [&](const Change& change) { return m_chosen.contains(change.key); });
}

void ReviewSession::compare(const std::optional<std::set<ObjectKey>>& chosen)
{
    m_proving.drop();
    m_proof.reset();
    m_error.reset();
    m_comparing.hold(m_runner.run<Outcome>(
        this, tr("Comparing"),
        [scratch = m_scratch, from = m_from, to = m_to, renames = m_renames, options = m_options,
         chosen](const Task& task) -> Result<Outcome> {
            Result<std::shared_ptr<ScratchServer>> server = scratch->get(task);
            if (!server)
                return std::unexpected(server.error());
            if (chosen) {
                auto part = differenceOf(from, to, renames, *chosen, **server, options, task);
                if (!part)
                    return std::unexpected(part.error());
                return Outcome{std::move(part->first), std::move(part->second)};
            }
            Result<Difference> all = makeDifference(from, to, renames, server->get(), options, task);
            if (!all)
                return std::unexpected(all.error());
            Outcome outcome{std::move(*all), {}};
            for (const Change& change : outcome.difference.changes)
                outcome.chosen.insert(change.key);
            return outcome;
        },
        [this, chosen](Result<Outcome> outcome) {
            if (!outcome) {
                m_error = outcome.error();
                if (!chosen)
                    m_everything.reset();
                m_difference.reset();
                Q_EMIT changed();
                Q_EMIT proofChanged();
                return;
            }
            m_pulled.clear();
            noteSizes(outcome->difference, m_sizes);
            if (chosen)
                std::ranges::set_difference(outcome->chosen, *chosen, std::back_inserter(m_pulled));
            m_chosen = std::move(outcome->chosen);
            if (!chosen)
                m_everything = outcome->difference;
            m_difference = std::move(outcome->difference);
            prove();
            Q_EMIT changed();
        }));
    Q_EMIT changed();
    Q_EMIT proofChanged();
}

void ReviewSession::prove()
{
    if (!m_difference || m_difference->empty()) {
        Q_EMIT proofChanged();
        return;
    }
    m_proving.hold(m_runner.run<Proved>(
        this, tr("Proving"),
        [scratch = m_scratch, difference = *m_difference](const Task& task) mutable -> Result<Proved> {
            Result<std::shared_ptr<ScratchServer>> server = scratch->get(task);
            if (!server)
                return std::unexpected(server.error());
            return proveInOrder(**server, difference, task).transform([&](Proof proof) {
                return Proved{std::move(proof), std::move(difference)};
            });
        },
        [this](Result<Proved> proved) {
            if (proved && proved->proof.trials > 0) {
                m_difference = std::move(proved->difference);
                Q_EMIT changed();
            }
            if (proved)
                m_proof = std::move(proved->proof);
            else
                m_proof = Proof{.failure = proved.error().text()};
            Q_EMIT proofChanged();
        }));
    Q_EMIT proofChanged();
}

} // namespace schemawright
