#include "ui/background/resolver.h"

#include "diff/difference/edit.h"
#include "diff/difference/rename.h"
#include "model/rename.h"
#include "ui/basics/text.h"

#include <algorithm>

namespace schemawright {

namespace {

using namespace std::chrono_literals;

/// As long as one types, nothing is asked.
constexpr auto pauseInTyping = 350ms;
constexpr std::size_t rememberedCatalogs = 64;

} // namespace

Resolver::Resolver(Document& document, TaskRunner& runner, std::shared_ptr<ScratchHost> scratch, QObject* parent)
    : QObject(parent), m_document(document), m_runner(runner), m_scratch(std::move(scratch))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseInTyping);
    connect(&m_pause, &QTimer::timeout, this, &Resolver::resolveNow);
    connect(&m_document, &Document::changed, this, &Resolver::onChanged);
    setResolved(m_document.state());
}

void Resolver::setResolved(const ProjectState& state)
{
    setBase(state.catalog, state.renames);
    m_pause.stop();
    m_problem.reset();
    setState(State::Resolved);
}

void Resolver::setBase(const Catalog& base, const std::vector<Rename>& renames)
{
    m_known.clear();
    m_base = {base, renames};
    remember(m_base);
    // It was asked about a state that is no longer on the way to the present one.
    m_checking.drop();
}

void Resolver::onChanged(const ProjectState& before, const ProjectState& after)
{
    if (after.sharesCatalogWith(before)) {
        if (after.renames != before.renames)
            noteRenames(before.renames, after);
        return;
    }
    const auto known =
        std::ranges::find_if(m_known, [&](const Known& each) { return each.catalog.sameAs(after.catalog); });
    if (known != m_known.end()) {
        m_base = *known;
        m_checking.drop();
        m_pause.stop();
        m_problem.reset();
        setState(State::Resolved);
        return;
    }
    m_pause.start();
    setState(State::Waiting);
}

/// The list of renames changed and no name did: a revision took some up, or what looked like one was said to be one.
void Resolver::noteRenames(const std::vector<Rename>& before, const ProjectState& after)
{
    const auto note = [&](Known& known) {
        std::erase_if(known.renames, [&](const Rename& rename) {
            return std::ranges::contains(before, rename) && !std::ranges::contains(after.renames, rename);
        });
        if (known.catalog.sameAs(after.catalog))
            known.renames = after.renames;
    };
    std::ranges::for_each(m_known, note);
    note(m_base);
}

void Resolver::checkAgain()
{
    setState(State::Waiting);
    resolveNow();
}

void Resolver::resolveNow()
{
    if (m_checking.isRunning() || m_state == State::Resolved)
        return;
    m_pause.stop();
    const ProjectState asked = m_document.state();
    setState(State::Running);
    m_checking.hold(m_runner.run<Outcome>(
        this, tr("Checking the model"),
        [scratch = m_scratch, base = m_base, asked](const Task& task) -> Result<Outcome> {
            Result<std::shared_ptr<ScratchServer>> server = scratch->get(task);
            if (!server)
                return std::unexpected(server.error());
            // Renames first, by PostgreSQL itself; then what was edited, over its text of everything else.
            Catalog from = base.catalog;
            Catalog edited = asked.catalog;
            if (const std::vector<Rename> renames = renamesBetween(base.renames, asked.renames); !renames.empty()) {
                Catalog names = base.catalog;
                for (const Rename& rename : renames)
                    names = renameNames(names, rename);
                const std::vector<Rename> possible = applicableRenames(renames, base.catalog, names);
                Result<Catalog> renamed = renameIn(**server, base.catalog, possible, asked.catalog, task);
                if (!renamed)
                    return std::unexpected(renamed.error());
                from = std::move(*renamed);
                edited = mergeCatalogs(names, asked.catalog, from);
            }
            Outcome outcome;
            Result<ResolvedEdit> resolved = resolveEdit(**server, from, edited, {}, &outcome.origin, task);
            if (resolved)
                outcome.catalog = std::move(resolved->catalog);
            else
                outcome.refused = resolved.error();
            return outcome;
        },
        [this, asked](Result<Outcome> outcome) { onDone(asked, std::move(outcome)); }, true));
}

void Resolver::onDone(const ProjectState& asked, Result<Outcome> outcome)
{
    const std::optional<Error> error = !outcome ? std::optional(outcome.error()) : outcome->refused;
    const bool current = m_document.catalog().sameAs(asked.catalog);
    if (error) {
        if (!current || error->code == ErrorCode::Cancelled) {
            m_pause.start();
            setState(State::Waiting);
            return;
        }
        m_problem = Problem{outcome ? outcome->origin : ObjectKey{},
                            toQt(error->hint.empty() ? error->message : error->text()), toQt(error->statement)};
        // A scratch_url that nobody answers at, or a server that went away, says nothing about the model.
        const bool unavailable = error->code == ErrorCode::ScratchUnavailable || error->code == ErrorCode::Connection;
        setState(unavailable ? State::Unavailable : State::Refused);
        return;
    }
    m_base = {outcome->catalog, current ? m_document.state().renames : asked.renames};
    remember(m_base);
    m_problem.reset();
    if (current) {
        setState(State::Resolved);
        m_document.replaceResolved(asked.catalog, outcome->catalog);
        return;
    }
    // Somebody went on editing: PostgreSQL's text comes under the newer edit, which is checked next.
    m_document.replaceResolved(m_document.catalog(),
                               mergeCatalogs(asked.catalog, m_document.catalog(), outcome->catalog));
    m_pause.start();
    setState(State::Waiting);
}

void Resolver::remember(const Known& known)
{
    if (m_known.size() >= rememberedCatalogs)
        m_known.erase(m_known.begin());
    m_known.push_back(known);
}

void Resolver::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace schemawright
