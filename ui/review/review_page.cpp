#include "ui/review/review_page.h"

#include "model/rename.h"
#include "ui/edits.h"
#include "ui/notice.h"
#include "ui/review/apply_view.h"
#include "ui/review/script_view.h"
#include "ui/text.h"
#include "ui/theme_icon.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace schemawright {

namespace {

constexpr int keyRole = Qt::UserRole;

const QString insistence = QStringLiteral("apply without proof");

bool isRename(const Change& change)
{
    return change.renamedFrom || std::ranges::any_of(change.details, [](const std::string& detail) {
               return detail.find(" renamed to ") != std::string::npos;
           });
}

ChangeMark markOf(const Change& change)
{
    if (!change.before)
        return ChangeMark::Added;
    if (!change.after)
        return ChangeMark::Dropped;
    return change.renamedFrom ? ChangeMark::Renamed : ChangeMark::Altered;
}

QString markText(const Change& change)
{
    switch (markOf(change)) {
    case ChangeMark::Added: return ReviewPage::tr("added");
    case ChangeMark::Dropped: return ReviewPage::tr("dropped");
    case ChangeMark::Renamed: return ReviewPage::tr("renamed");
    case ChangeMark::Altered: return isRename(change) ? ReviewPage::tr("altered, renamed") : ReviewPage::tr("altered");
    }
    return {};
}

QColor markColour(const Change& change, const PictureTheme& theme)
{
    const Color colour = [&] {
        switch (markOf(change)) {
        case ChangeMark::Added: return theme.added;
        case ChangeMark::Dropped: return theme.dropped;
        case ChangeMark::Renamed: return theme.renamed;
        case ChangeMark::Altered: return theme.altered;
        }
        return theme.altered;
    }();
    return {colour.red, colour.green, colour.blue};
}

/// Both sides at once: what is dropped is shown beside what is there after.
Catalog unionOf(const Difference& difference)
{
    Catalog::Entries entries = difference.from.entries();
    std::erase_if(entries, [&](const Catalog::Entry& entry) {
        const auto change = std::ranges::find(difference.changes, *entry.key, &Change::key);
        const bool dropped = change != difference.changes.end() && !change->after;
        return !dropped && difference.to.find(*entry.key) == nullptr;
    });
    entries.insert(entries.end(), difference.to.begin(), difference.to.end());
    return {std::move(entries), difference.to.dependencies()};
}

} // namespace

ReviewPage::ReviewPage(Workspace& workspace, DatabaseLink& link, SqlSyntax& syntax, Appearance& appearance,
                       QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_link(link), m_appearance(appearance),
      m_session(workspace.runner(), workspace.scratch(), this), m_questions(new QWidget(this)),
      m_changes(new QTreeWidget(this)), m_pulled(new Notice(this)), m_canvas(new CanvasView(this)),
      m_right(new QStackedWidget(this)), m_scripts(new QTabWidget(this)), m_up(new ScriptView(syntax, this)),
      m_down(new ScriptView(syntax, this)), m_apply(new ApplyView(this)), m_lost(new Notice(this))
{
    QWidget* top = buildTop();
    auto* questionLayout = new QVBoxLayout(m_questions);
    questionLayout->setContentsMargins(0, 0, 0, 0);
    questionLayout->setSpacing(1);
    m_questions->hide();
    m_changes->setObjectName(QStringLiteral("changes"));
    m_changes->setAccessibleName(tr("Changes"));
    m_changes->setHeaderLabels({tr("Change"), tr("What")});
    m_changes->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_changes->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_changes->header()->setStretchLastSection(false);
    m_changes->setFrameShape(QFrame::NoFrame);
    m_pulled->setObjectName(QStringLiteral("pulledAlong"));
    auto* left = new QWidget(this);
    auto* leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->setSpacing(0);
    leftLayout->addWidget(m_changes);
    leftLayout->addWidget(m_pulled);
    m_canvas->setReadOnly(true);
    m_canvas->setObjectName(QStringLiteral("reviewCanvas"));
    m_scripts->setObjectName(QStringLiteral("scripts"));
    m_scripts->setDocumentMode(true);
    m_up->setObjectName(QStringLiteral("upScript"));
    m_down->setObjectName(QStringLiteral("downScript"));
    m_scripts->addTab(m_up, themeIcon(QStringLiteral("go-up")), tr("Up"));
    m_scripts->addTab(m_down, themeIcon(QStringLiteral("go-down")), tr("Down"));
    m_right->addWidget(m_scripts);
    m_right->addWidget(m_apply);
    auto* splitter = new QSplitter(this);
    splitter->addWidget(left);
    splitter->addWidget(m_canvas);
    splitter->addWidget(m_right);
    splitter->setSizes({320, 470, 600});
    splitter->setStretchFactor(1, 1);
    splitter->setStretchFactor(2, 1);
    QWidget* bottom = buildBottom();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(top);
    layout->addWidget(m_failure);
    layout->addWidget(m_questions);
    layout->addWidget(splitter, 1);
    layout->addWidget(bottom);

    const auto theme = [this] { m_canvas->setTheme(m_appearance.isDark() ? darkTheme() : lightTheme()); };
    theme();
    connect(&m_appearance, &Appearance::changed, this, [this, theme] {
        theme();
        showChanges();
    });
    connect(&m_link, &DatabaseLink::targetsChanged, this, &ReviewPage::showTargets);
    connect(&m_link, &DatabaseLink::changed, this, &ReviewPage::compareIfReady);
    connect(&m_workspace.resolver(), &Resolver::stateChanged, this, &ReviewPage::compareIfReady);
    connect(&m_workspace, &Workspace::opened, this, [this] {
        m_wanted = false;
        m_fitted = false;
        m_declined.clear();
        m_session.clear();
    });
    connect(&m_session, &ReviewSession::changed, this, [this] {
        m_revision.reset();
        showChanges();
        showCanvas();
        showQuestions();
        showState();
    });
    connect(&m_session, &ReviewSession::proofChanged, this, [this] {
        showProof();
        showActions();
    });
    connect(m_changes, &QTreeWidget::itemChanged, this, &ReviewPage::onChecked);
    connect(m_changes, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (item == nullptr || m_filling)
            return;
        const QTreeWidgetItem* change = item->parent() ? item->parent() : item;
        const ObjectKey key = change->data(0, keyRole).value<ObjectKey>();
        m_up->selectOrigins({key});
        m_down->selectOrigins({key});
        m_canvas->setSelection({key});
        m_canvas->centerOn(key);
    });
    connect(m_canvas, &CanvasView::selectionChanged, this, [this](const std::vector<ObjectKey>& keys) {
        if (keys.size() == 1)
            selectChange(ownerOfOrigin(keys.front()));
    });
    for (ScriptView* script : {m_up, m_down})
        connect(script, &ScriptView::originChosen, this,
                [this](const ObjectKey& key) { selectChange(ownerOfOrigin(key)); });
    connect(m_apply, &ApplyView::closed, this, [this] { m_right->setCurrentWidget(m_scripts); });
    connect(m_apply, &ApplyView::cancelRequested, this, [this] {
        if (m_applying != nullptr)
            m_applying->cancel();
    });
    showTargets();
    showState();
    showProof();
    showActions();
}

QWidget* ReviewPage::buildTop()
{
    auto* top = new QWidget(this);
    m_target = new QComboBox(top);
    m_target->setObjectName(QStringLiteral("reviewTarget"));
    m_target->setAccessibleName(tr("Compare with"));
    m_target->setToolTip(tr("What the model is compared with"));
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_refresh = new QToolButton(top);
    m_refresh->setObjectName(QStringLiteral("reviewRefresh"));
    m_refresh->setIcon(themeIcon(QStringLiteral("view-refresh")));
    m_refresh->setToolTip(tr("Read the database again and compare (F5)"));
    m_refresh->setShortcut(QKeySequence::Refresh);
    m_status = new Notice(top);
    m_status->setObjectName(QStringLiteral("reviewStatus"));
    m_badge = new Notice(top);
    m_badge->setObjectName(QStringLiteral("proofBadge"));
    m_badge->setWordWrap(false);
    m_failure = new Notice(this);
    m_failure->setObjectName(QStringLiteral("proofFailure"));
    auto* layout = new QHBoxLayout(top);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addWidget(new QLabel(tr("Model compared with"), top));
    layout->addWidget(m_target);
    layout->addWidget(m_refresh);
    layout->addSpacing(8);
    layout->addWidget(m_status, 1);
    layout->addWidget(m_badge, 0, Qt::AlignVCenter);
    connect(m_refresh, &QToolButton::clicked, this, &ReviewPage::refresh);
    connect(m_target, &QComboBox::activated, this, [this](int index) {
        if (static_cast<std::size_t>(index) < m_link.targets().size()) {
            m_wanted = true;
            m_session.clear();
            m_link.choose(m_link.targets()[static_cast<std::size_t>(index)]);
        } else {
            showTargets();
            Q_EMIT connectionWanted();
        }
    });
    return top;
}

QWidget* ReviewPage::buildBottom()
{
    auto* bottom = new QWidget(this);
    m_lost->setObjectName(QStringLiteral("lost"));
    m_message = new QLineEdit(bottom);
    m_message->setObjectName(QStringLiteral("revisionMessage"));
    m_message->setPlaceholderText(tr("What this revision does, for example: add loyalty points"));
    m_message->setAccessibleName(tr("Message of the revision"));
    m_insist = new QLineEdit(bottom);
    m_insist->setObjectName(QStringLiteral("insist"));
    m_insist->setPlaceholderText(tr("type \"%1\" to insist").arg(insistence));
    m_insist->setAccessibleName(tr("Insist on applying without proof"));
    m_insist->hide();
    m_create = new QPushButton(themeIcon(QStringLiteral("document-save")), tr("Create revision"), bottom);
    m_create->setObjectName(QStringLiteral("createRevision"));
    m_applyButton = new QPushButton(themeIcon(QStringLiteral("media-playback-start")), tr("Apply"), bottom);
    m_applyButton->setObjectName(QStringLiteral("apply"));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 6, 8, 6);
    row->addWidget(m_message, 1);
    row->addWidget(m_insist);
    row->addWidget(m_create);
    row->addWidget(m_applyButton);
    auto* layout = new QVBoxLayout(bottom);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_lost);
    layout->addLayout(row);
    connect(m_message, &QLineEdit::textChanged, this, &ReviewPage::showActions);
    connect(m_message, &QLineEdit::returnPressed, this, [this] {
        if (m_create->isEnabled())
            createRevision();
    });
    connect(m_insist, &QLineEdit::textChanged, this, &ReviewPage::showActions);
    connect(m_create, &QPushButton::clicked, this, &ReviewPage::createRevision);
    connect(m_applyButton, &QPushButton::clicked, this, &ReviewPage::apply);
    return bottom;
}

void ReviewPage::refresh()
{
    m_wanted = true;
    m_right->setCurrentWidget(m_scripts);
    m_workspace.resolver().resolveNow();
    m_link.refresh();
    compareIfReady();
}

void ReviewPage::compareIfReady()
{
    showState();
    if (!m_wanted || m_applying != nullptr || m_link.isReading() || !m_link.reading() ||
        !m_workspace.resolver().isResolved())
        return;
    const ProjectState& state = m_workspace.document().state();
    const Catalog& from = m_link.reading()->catalog;
    if (m_session.everything() && from.sameAs(m_comparedFrom) && state.catalog.sameAs(m_comparedTo) &&
        state.renames == m_comparedRenames)
        return;
    // Compared once: a later edit of the model is compared too, as long as the page is there.
    m_comparedFrom = from;
    m_comparedTo = state.catalog;
    m_comparedRenames = state.renames;
    m_session.start(from, restrictTo(state.catalog, m_workspace.scope()), state.renames);
}

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
    const Resolver& resolver = m_workspace.resolver();
    if (resolver.problem()) {
        text = tr("The model has a problem: %1").arg(resolver.problem()->message);
        failure = true;
    } else if (m_link.error()) {
        text = toQt(m_link.error()->text());
        failure = true;
    } else if (m_session.error()) {
        text = toQt(m_session.error()->text());
        failure = true;
    } else if (m_link.isReading()) {
        text = tr("Reading %1 …").arg(m_link.target().name);
    } else if (!resolver.isResolved()) {
        text = tr("Checking the model …");
    } else if (m_session.isComparing()) {
        text = tr("Comparing …");
    } else if (const Difference* all = m_session.everything()) {
        text = all->changes.empty() ? tr("No differences: the database is the model.")
                                    : tr("%n changes", nullptr, static_cast<int>(all->changes.size()));
        if (!all->changes.empty() && !m_session.isComplete())
            text += tr(", %1 chosen").arg(m_session.chosen().size());
    }
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
            item->setToolTip(0, toQt(change.key.display()).toHtmlEscaped());
            for (const std::string& detail : change.details) {
                auto* line = new QTreeWidgetItem(item, {toQt(detail)});
                line->setFirstColumnSpanned(true);
                line->setToolTip(0, toQt(detail).toHtmlEscaped());
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
            : tr("Came along, because the choice cannot be without: %1").arg(pulled.join(QStringLiteral(", "))),
        Notice::Tone::Info);
    m_filling = false;
}

std::map<ObjectKey, ChangeMark> ReviewPage::marks() const
{
    std::map<ObjectKey, ChangeMark> marks;
    const Difference* all = m_session.everything();
    if (all == nullptr)
        return marks;
    for (const Change& change : all->changes) {
        marks[change.key] = isRename(change) && !change.renamedFrom && change.details.size() == 1 ? ChangeMark::Altered
                                                                                                  : markOf(change);
        const Table* before = change.before ? change.before->as<Table>() : nullptr;
        const Table* after = change.after ? change.after->as<Table>() : nullptr;
        // An index or trigger alters its table, as far as the diagram shows it.
        if (!change.key.parent.empty())
            marks.emplace(keyOf(Kind::Table, change.key.schema, change.key.parent), ChangeMark::Altered);
        if (before == nullptr || after == nullptr)
            continue;
        for (const Column& column : after->columns) {
            const Column* old = before->findColumn(column.name);
            if (old == nullptr || *old != column)
                marks[childKey(Kind::Column, change.key.schema, change.key.name, column.name)] =
                    old ? ChangeMark::Altered : ChangeMark::Added;
        }
    }
    for (const Rename& rename : all->renames) {
        if (rename.from.kind != Kind::Column)
            continue;
        marks[renamedKey(rename)] = ChangeMark::Renamed;
        marks.emplace(keyOf(Kind::Table, rename.from.schema, rename.from.parent), ChangeMark::Altered);
    }
    return marks;
}

void ReviewPage::showCanvas()
{
    const ProjectState& state = m_workspace.document().state();
    const Difference* all = m_session.everything();
    m_canvas->setModel(all ? unionOf(*all) : state.catalog, state.diagrams.front());
    m_canvas->setChangeMarks(marks());
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
    m_lost->say(lost.join(u'\n'), Notice::Tone::Warning);

    const std::optional<Proof>& proof = m_session.proof();
    const bool something = difference != nullptr && !difference->empty();
    QString failure;
    m_badge->setToolTip({});
    if (!something) {
        m_badge->say({}, Notice::Tone::Plain);
    } else if (m_session.isProving()) {
        m_badge->say(tr("Proving: up, down, up again …"), Notice::Tone::Info);
    } else if (proof && proof->proved) {
        m_badge->say(tr("Proved on PostgreSQL %1: up, down, up again").arg(toQt(proof->serverVersionText)),
                     Notice::Tone::Good);
        QStringList steps;
        for (const std::string& step : proof->steps)
            steps.append(toQt(step));
        for (const std::string& row : proof->rowReport)
            steps.append(toQt(row));
        m_badge->setToolTip(steps.join(u'\n').toHtmlEscaped());
    } else if (proof) {
        m_badge->say(tr("Not proved"), Notice::Tone::Bad);
        failure = toQt(proof->failure);
    }
    m_failure->say(failure, Notice::Tone::Bad);
}

void ReviewPage::showQuestions()
{
    while (QLayoutItem* item = m_questions->layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int asked = 0;
    for (const RenameSuggestion& suggestion : m_session.suggestions()) {
        const Rename& rename = suggestion.rename;
        if (std::ranges::contains(m_declined, rename))
            continue;
        auto* row = new QWidget(m_questions);
        auto* text = new Notice(row);
        text->setObjectName(QStringLiteral("renameQuestion"));
        text->say(tr("%1 looks like %2 (%3): renamed, or dropped and added?")
                      .arg(shortName(rename.from), shortName(renamedKey(rename)), toQt(suggestion.reason)),
                  Notice::Tone::Warning);
        auto* yes = new QPushButton(tr("Renamed"), row);
        yes->setObjectName(QStringLiteral("acceptRename"));
        yes->setToolTip(tr("Keeps the data: the revision renames it"));
        auto* no = new QPushButton(tr("Dropped and added"), row);
        no->setObjectName(QStringLiteral("declineRename"));
        auto* layout = new QHBoxLayout(row);
        layout->setContentsMargins(8, 2, 8, 2);
        layout->addWidget(text, 1);
        layout->addWidget(yes);
        layout->addWidget(no);
        connect(yes, &QPushButton::clicked, this, [this, rename] { acceptRename(rename); });
        connect(no, &QPushButton::clicked, this, [this, rename, row] {
            m_declined.push_back(rename);
            row->hide();
        });
        m_questions->layout()->addWidget(row);
        ++asked;
    }
    m_questions->setVisible(asked > 0);
}

void ReviewPage::acceptRename(const Rename& rename)
{
    const Result<void> done = m_workspace.document().edit(tr("Say that %1 was renamed").arg(toQt(rename.from.name)),
                                                          [&](ProjectState& state) -> Result<void> {
                                                              state.renames.push_back(rename);
                                                              return {};
                                                          });
    if (!done)
        Q_EMIT logged(toQt(done.error().text()));
    compareIfReady();
}

void ReviewPage::onChecked(QTreeWidgetItem* item)
{
    if (m_filling || item->parent() != nullptr)
        return;
    std::set<ObjectKey> chosen;
    for (int i = 0; i < m_changes->topLevelItemCount(); ++i) {
        const QTreeWidgetItem* each = m_changes->topLevelItem(i);
        if (each->checkState(0) == Qt::Checked)
            chosen.insert(each->data(0, keyRole).value<ObjectKey>());
    }
    // Unticking takes away what cannot be without it; otherwise the choice would bring it back at once.
    const ObjectKey key = item->data(0, keyRole).value<ObjectKey>();
    if (const Difference* all = m_session.everything(); all && item->checkState(0) == Qt::Unchecked) {
        for (const Change& change : all->changes) {
            if (!chosen.contains(change.key))
                continue;
            const std::vector<ObjectKey> needed = closeSelection(all->from, all->to, all->changes, {change.key});
            if (std::ranges::contains(needed, key))
                chosen.erase(change.key);
        }
    }
    // The tree is filled anew by what follows: not while it is telling of one of its items.
    QTimer::singleShot(0, this, [this, chosen] { m_session.choose(chosen); });
}

void ReviewPage::selectChange(const ObjectKey& key)
{
    m_filling = true;
    for (int i = 0; i < m_changes->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_changes->topLevelItem(i);
        if (item->data(0, keyRole).value<ObjectKey>() != key)
            continue;
        m_changes->setCurrentItem(item);
        m_up->selectOrigins({key});
        m_down->selectOrigins({key});
        m_canvas->setSelection({key});
        break;
    }
    m_filling = false;
}

bool ReviewPage::mayApply() const
{
    const Difference* difference = m_session.difference();
    if (difference == nullptr || difference->empty() || m_session.isComparing() || m_session.isProving() ||
        m_applying != nullptr)
        return false;
    const std::optional<Proof>& proof = m_session.proof();
    return proof && (proof->proved || m_insist->text().trimmed().compare(insistence, Qt::CaseInsensitive) == 0);
}

void ReviewPage::showActions()
{
    const std::optional<Proof>& proof = m_session.proof();
    m_insist->setVisible(proof && !proof->proved && !m_session.isProving());
    const bool may = mayApply();
    const bool folder = m_workspace.database() != nullptr;
    m_create->setEnabled(may && folder && !m_revision && !m_message->text().trimmed().isEmpty());
    m_create->setToolTip(!folder ? tr("Save the model first: a revision is a file of the project")
                         : m_revision
                             ? tr("The revision is written")
                             : tr("Writes the proved scripts as the next revision of the project; needs a message"));
    m_applyButton->setEnabled(may && m_link.spec() &&
                              (m_revision || !folder || !m_message->text().trimmed().isEmpty()));
    m_applyButton->setToolTip(m_link.spec()
                                  ? tr("Runs the up script on %1 and compares afterwards").arg(m_link.target().name)
                                  : tr("Choose a database to apply it to"));
    m_message->setEnabled(folder && !m_revision);
}

ApplyJob ReviewPage::job() const
{
    ApplyJob job;
    if (const DatabaseConfig* database = m_workspace.database())
        job.database = *database;
    job.difference = *m_session.difference();
    job.message = toUtf8(m_message->text().trimmed());
    if (const std::optional<Proof>& proof = m_session.proof(); proof && proof->proved)
        job.proof = "up, down, up on PostgreSQL " + proof->serverVersionText;
    job.revision = m_revision;
    if (m_link.spec())
        job.spec = *m_link.spec();
    job.scope = m_workspace.scope();
    return job;
}

void ReviewPage::createRevision()
{
    if (!mayApply() || m_revision)
        return;
    m_create->setEnabled(false);
    m_workspace.runner().run<Revision>(
        this, tr("Writing the revision"), [job = job()](const Task&) { return writeChosenRevision(job); },
        [this](Result<Revision> revision) {
            if (!revision) {
                m_status->say(toQt(revision.error().text()), Notice::Tone::Bad);
                showActions();
                return;
            }
            m_status->say(
                tr("Revision %1 is written: %2").arg(toQt(revision->id), toQt(revision->path.filename().string())),
                Notice::Tone::Good);
            revisionTaken(*revision);
            m_revision = std::move(*revision);
            showActions();
        });
}

void ReviewPage::revisionTaken(const Revision& revision)
{
    Q_EMIT logged(tr("Revision %1 was written to %2").arg(toQt(revision.id), toQt(revision.path.string())));
    // The revision has the renames now; the model on disk must be the one that it leads to.
    const std::vector<Rename> taken = m_session.difference() ? m_session.difference()->renames : std::vector<Rename>();
    m_comparedRenames.clear();
    m_workspace.document().amend([&](ProjectState& state) {
        std::erase_if(state.renames, [&](const Rename& rename) { return std::ranges::contains(taken, rename); });
        m_comparedRenames = state.renames;
    });
    Q_EMIT saveWanted();
}

void ReviewPage::apply()
{
    if (!mayApply() || !m_link.spec())
        return;
    int statements = 0;
    for (const Batch& batch : m_session.difference()->up.batches)
        statements += static_cast<int>(batch.statements.size());
    m_apply->begin(m_link.target().name, statements);
    m_right->setCurrentWidget(m_apply);
    // The events come from the task's thread.
    const QPointer<ReviewPage> self(this);
    const ApplyProgress progress = [self](const ApplyEvent& event) {
        QMetaObject::invokeMethod(
            qApp,
            [self, event] {
                if (self)
                    self->m_apply->report(event);
            },
            Qt::QueuedConnection);
    };
    m_applying = m_workspace.runner().run<ApplyOutcome>(
        this, tr("Applying to %1").arg(m_link.target().name),
        [job = job(), progress](const Task& task) { return runApply(job, progress, task); },
        [this](Result<ApplyOutcome> outcome) {
            m_applying = nullptr;
            applied(std::move(outcome));
        });
    connect(m_applying, &RunningTask::progress, m_apply, &ApplyView::say);
    showActions();
}

void ReviewPage::applied(Result<ApplyOutcome> outcome)
{
    if (!outcome) {
        const QString why = outcome.error().code == ErrorCode::Cancelled
                                ? tr("Cancelled: the running transaction was rolled back.")
                                : toQt(outcome.error().text());
        m_apply->end(why, true);
        Q_EMIT logged(tr("Apply failed: %1").arg(why));
        m_wanted = true;
        m_link.refresh();
        showActions();
        return;
    }
    const bool complete = m_session.isComplete();
    if (outcome->revision && !m_revision)
        revisionTaken(*outcome->revision);
    if (outcome->remaining > 0)
        m_apply->end(
            tr("Applied, but the database differs from what was chosen in %n objects.", nullptr, outcome->remaining),
            true);
    else
        m_apply->end(complete ? tr("Verified: the database is the model")
                              : tr("Verified: the chosen changes are in the database"),
                     false);
    Q_EMIT logged(tr("Applied to %1 and read back").arg(m_link.target().name));
    m_message->clear();
    m_wanted = true;
    m_link.refresh();
}

} // namespace schemawright
