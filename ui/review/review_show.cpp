#include "ui/review/review_page.h"

#include "diff/compare/compare.h"
#include "diff/difference/difference.h"
#include "diff/difference/rename_suggest.h"
#include "diff/plan/plan.h"
#include "diff/prove/proof.h"
#include "diff/prove/prove.h"
#include "diff/prove/routine_check.h"
#include "ui/basics/notice.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/panels/script_view.h"
#include "ui/review/change_words.h"
#include "ui/review/rename_questions.h"

#include <QComboBox>
#include <QPushButton>
#include <QTreeWidget>

#include <algorithm>

/// What the review shows: state, changes, diagram, proof and questions.
namespace schemawright {

namespace {

constexpr int keyRole = Qt::UserRole;

/// What the badge says of a proof that succeeded. What cannot be brought back is no part of what was proved.
QString provedText(const Proof& proof, bool loses, bool asks)
{
    if (loses)
        return asks ? ReviewPage::tr("Proved, but loses data: renamed?") : ReviewPage::tr("Proved, but loses data");
    const QString server = toQt(proof.serverVersionText);
    const int target = proof.targetVersion / 10000;
    return target == 0 || target == proof.serverVersion / 10000
               ? ReviewPage::tr("Proved on PostgreSQL %1: up, down, up again").arg(server)
               : ReviewPage::tr("Proved on PostgreSQL %1, while the server is PostgreSQL %2: up, down, up again")
                     .arg(server)
                     .arg(target);
}

} // namespace

void ReviewPage::showTargets()
{
    m_target->clear();
    int current = 0;
    for (const Target& target : m_link.targets()) {
        m_target->addItem(target.name);
        if (target == m_link.target())
            current = m_target->count() - 1;
    }
    m_target->addItem(themeIcon(QStringLiteral("network-connect")), tr("Another connection …"));
    m_target->setCurrentIndex(current);
}

void ReviewPage::showState()
{
    for (int i = 0; i < m_target->count() && static_cast<std::size_t>(i) < m_link.targets().size(); ++i) {
        if (m_link.targets()[static_cast<std::size_t>(i)] == m_link.target())
            m_target->setCurrentIndex(i);
    }
    QString text;
    bool failure = false;
    const bool needsRowMove = m_session.error() && m_session.error()->code == ErrorCode::NeedsRowMove;
    const Resolver& resolver = m_workspace.resolver();
    if (resolver.problem()) {
        text = tr("The model has a problem: %1").arg(resolver.problem()->message);
        failure = true;
    } else if (m_link.error()) {
        text = toQt(m_link.error()->text());
        failure = true;
    } else if (const std::optional<Error>& error = m_session.error()) {
        text = needsRowMove ? tr("%1. The plan can create it again and move its rows; reads and writes are blocked "
                                 "meanwhile.")
                                  .arg(toQt(error->message))
                            : toQt(error->text());
        failure = true;
    } else if (m_link.isReading()) {
        text = tr("Reading %1 …").arg(m_link.target().name);
    } else if (!resolver.isResolved()) {
        text = tr("Checking the model …");
    } else if (m_session.isComparing()) {
        text = tr("Comparing …");
    } else if (const Difference* all = m_session.everything()) {
        text = all->changes.empty() ? tr("No differences: the database matches the model.")
                                    : tr("%n changes", nullptr, static_cast<int>(all->changes.size()));
        if (!all->changes.empty() && !m_session.isComplete())
            text += tr(", %1 selected").arg(m_session.chosen().size());
    }
    m_moveRows->setVisible(needsRowMove);
    m_status->say(text, failure ? Notice::Tone::Bad : Notice::Tone::Plain);
    showActions();
}

void ReviewPage::showChanges()
{
    m_filling = true;
    const QTreeWidgetItem* current = m_changes->currentItem();
    const ObjectKey selected = current ? current->data(0, keyRole).value<ObjectKey>() : ObjectKey{};
    m_changes->clear();
    if (const Difference* all = m_session.everything()) {
        const PictureTheme& theme = m_appearance.isDark() ? darkTheme() : lightTheme();
        for (const Change& change : all->changes) {
            auto* item = new QTreeWidgetItem(m_changes, {shortName(change.key), markText(change)});
            item->setIcon(0, kindIcon(change.key.kind));
            item->setData(0, keyRole, QVariant::fromValue(change.key));
            item->setCheckState(0, m_session.chosen().contains(change.key) ? Qt::Checked : Qt::Unchecked);
            item->setForeground(1, markColour(change, theme));
            item->setToolTip(0, plainTip(toQt(change.key.display())));
            for (const std::string& detail : change.details) {
                auto* line = new QTreeWidgetItem(item, {toQt(detail)});
                line->setFirstColumnSpanned(true);
                line->setToolTip(0, plainTip(toQt(detail)));
                line->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
            }
            item->setExpanded(change.details.size() <= 6);
            if (change.key == selected)
                m_changes->setCurrentItem(item);
        }
    }
    QStringList pulled;
    for (const ObjectKey& key : m_session.pulledAlong())
        pulled.append(toQt(key.display()));
    m_pulled->say(
        pulled.isEmpty()
            ? QString()
            : tr("Selected too, because your selection depends on it: %1").arg(pulled.join(QStringLiteral(", "))),
        Notice::Tone::Info);
    m_filling = false;
}

void ReviewPage::showCanvas()
{
    const ProjectState& state = m_workspace.document().state();
    const Difference* all = m_session.everything();
    // What is not in the model any more has no place of its own: another card may have taken it since.
    Diagram diagram = state.diagrams.front();
    std::erase_if(diagram.cards, [&](const auto& card) { return state.catalog.find(card.first) == nullptr; });
    m_canvas->setModel(all ? unionOf(*all) : state.catalog, diagram);
    m_canvas->setChangeMarks(all ? diagramMarks(*all) : std::map<ObjectKey, ChangeMark>());
    if (all != nullptr && !std::exchange(m_fitted, true))
        m_canvas->zoomToFit();
}

void ReviewPage::showProof()
{
    const Difference* difference = m_session.difference();
    m_up->setPlan(difference ? difference->up : Plan());
    m_down->setPlan(difference ? difference->down : Plan());
    QStringList lost;
    if (difference != nullptr) {
        for (const std::string& sentence : difference->irreversible)
            lost.append(toQt(sentence));
    }
    const std::optional<Proof>& proof = m_session.proof();
    if (difference != nullptr && proof) {
        for (const RoutineFault& fault : proof->brokenBodies)
            lost.append(tr("Fails when it is called after this change: %1").arg(toQt(faultText(fault))));
    }
    m_lost->say(lost.join(u'\n'), Notice::Tone::Warning);

    const bool something = difference != nullptr && !difference->empty();
    QString failure;
    m_badge->setToolTip({});
    if (!something) {
        m_badge->say({}, Notice::Tone::Plain);
    } else if (m_session.isProving()) {
        m_badge->say(tr("Proving: up, down, up again …"), Notice::Tone::Info);
    } else if (proof && proof->proved) {
        const bool loses = !difference->irreversible.empty();
        m_badge->say(provedText(*proof, loses, m_questions->count() > 0),
                     loses ? Notice::Tone::Warning : Notice::Tone::Good);
        QStringList steps{tr("PostgreSQL %1").arg(toQt(proof->serverVersionText))};
        for (const std::string& step : proof->steps)
            steps.append(toQt(step));
        for (const std::string& row : proofNotes(*proof))
            steps.append(toQt(row));
        m_badge->setToolTip(plainTip(steps.join(u'\n')));
    } else if (proof) {
        m_badge->say(tr("Not proved"), Notice::Tone::Bad);
        failure = toQt(proof->failure);
    }
    m_failure->say(failure, Notice::Tone::Bad);
}

void ReviewPage::showQuestions()
{
    std::vector<RenameSuggestion> open;
    if (const Difference* everything = m_session.everything())
        std::ranges::copy_if(everything->suggestions, std::back_inserter(open), [this](const RenameSuggestion& each) {
            return !std::ranges::contains(m_declined, each.rename);
        });
    m_questions->ask(open);
}

} // namespace schemawright
