#include "ui/history/history_page.h"

#include "diff/apply/apply.h"
#include "diff/apply/revision_script.h"
#include "diff/plan/plan.h"
#include "diff/revision/revision.h"
#include "diff/revision/revision_graph.h"
#include "diff/revision/revision_replay.h"
#include "model/sql.h"
#include "ui/basics/notice.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/canvas/canvas_view.h"
#include "ui/history/lane_delegate.h"
#include "ui/panels/apply_view.h"
#include "ui/workspace/backup_before.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace schemawright {

namespace {

enum Field { Id, Message, State, Proved, FieldCount };
constexpr int numberRole = Qt::UserRole;

QString stateText(RevisionState state)
{
    switch (state) {
    case RevisionState::Unknown: return QStringLiteral("–");
    case RevisionState::NotApplied: return HistoryPage::tr("not applied");
    case RevisionState::Applied: return HistoryPage::tr("applied");
    case RevisionState::Current: return HistoryPage::tr("current");
    case RevisionState::Interrupted: return HistoryPage::tr("partly applied");
    }
    return {};
}

/// The id with the labels of its branch; where there are several heads, they are marked.
QString idText(const RevisionGraph& graph, const Revision& revision, bool severalHeads)
{
    std::vector<std::string> marks = revision.labels;
    if (severalHeads && graph.children(revision.id).empty())
        marks.push_back(toUtf8(HistoryPage::tr("head")));
    return toQt(marks.empty() ? revision.id : revision.id + " (" + join(marks, ", ") + ")").simplified();
}

/// What the lines of the graph say.
QString placeText(const RevisionGraph& graph, const Revision& revision)
{
    QStringList lines;
    lines.append(revision.parents.empty()      ? HistoryPage::tr("Follows base")
                 : revision.parents.size() > 1 ? HistoryPage::tr("Merges %1").arg(toQt(join(revision.parents, ", ")))
                                               : HistoryPage::tr("Follows %1").arg(toQt(revision.parents.front())));
    const std::vector<std::string> children = graph.children(revision.id);
    lines.append(children.empty() ? HistoryPage::tr("Head: no revision follows")
                                  : HistoryPage::tr("Followed by %1").arg(toQt(join(children, ", "))));
    return lines.join(u'\n');
}

QString batchesText(const std::vector<Batch>& batches)
{
    QStringList statements;
    for (const Batch& batch : batches) {
        for (const Statement& statement : batch.statements)
            statements.append(toQt(statement.sql) + u';');
    }
    return statements.isEmpty() ? HistoryPage::tr("-- nothing") : statements.join(QStringLiteral("\n\n"));
}

} // namespace

HistoryPage::HistoryPage(Workspace& workspace, DatabaseLink& link, SqlSyntax& syntax, Appearance& appearance,
                         QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_link(link), m_appearance(appearance), m_where(new QLabel(this)),
      m_message(new Notice(this)), m_list(new QTreeWidget(this)), m_lanes(new LaneDelegate(this)),
      m_slider(new QSlider(Qt::Horizontal, this)), m_canvas(new CanvasView(this)), m_then(new QLabel(this)),
      m_right(new QStackedWidget(this)), m_tabs(new QTabWidget(this)), m_way(new SqlView(syntax, this)),
      m_up(new SqlView(syntax, this)), m_down(new SqlView(syntax, this)), m_apply(new ApplyView(this))
{
    auto* splitter = new QSplitter(this);
    splitter->addWidget(buildLeft());
    splitter->addWidget(buildRight());
    splitter->setSizes({560, 800});
    splitter->setStretchFactor(1, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(splitter, 1);
    layout->addWidget(buildBottom());
    m_message->setObjectName(QStringLiteral("historyMessage"));

    const auto theme = [this] { m_canvas->setTheme(m_appearance.isDark() ? darkTheme() : lightTheme()); };
    theme();
    connect(&m_appearance, &Appearance::changed, this, theme);
    connect(&m_workspace, &Workspace::opened, this, [this] {
        m_history = {};
        showHistory();
        if (m_wanted)
            refresh();
    });
    connect(&m_link, &DatabaseLink::changed, this, [this] {
        if (m_wanted && !m_link.isReading())
            refresh();
    });
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this] {
        if (!m_filling)
            showSelected();
    });
    connect(m_slider, &QSlider::valueChanged, this, &HistoryPage::select);
    connect(m_apply, &ApplyView::closed, this, [this] { m_right->setCurrentIndex(0); });
    connect(m_apply, &ApplyView::cancelRequested, this, [this] { m_running.cancel(); });
    showHistory();
}

QWidget* HistoryPage::buildLeft()
{
    auto* left = new QWidget(this);
    m_list->setObjectName(QStringLiteral("revisions"));
    m_list->setAccessibleName(tr("Revisions, newest first"));
    m_list->setHeaderLabels({tr("Revision"), tr("Message"), tr("Database"), tr("Proved")});
    m_list->setItemDelegateForColumn(Id, m_lanes);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(Message, QHeaderView::Stretch);
    m_slider->setObjectName(QStringLiteral("timeSlider"));
    m_slider->setAccessibleName(tr("Revision shown on the diagram"));
    m_slider->setToolTip(tr("Shows the diagram as it was after each revision"));
    m_slider->setPageStep(1);
    m_slider->setTickPosition(QSlider::TicksBelow);
    m_where->setTextFormat(Qt::PlainText);
    m_where->setMargin(8);
    m_where->setObjectName(QStringLiteral("historyWhere"));
    auto* layout = new QVBoxLayout(left);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_where);
    layout->addWidget(m_list, 1);
    auto* time = new QHBoxLayout;
    time->setContentsMargins(8, 6, 8, 6);
    time->addWidget(new QLabel(tr("Earlier"), left));
    time->addWidget(m_slider, 1);
    time->addWidget(new QLabel(tr("Later"), left));
    layout->addLayout(time);
    return left;
}

QWidget* HistoryPage::buildRight()
{
    auto* then = new QWidget(this);
    m_canvas->setObjectName(QStringLiteral("historyCanvas"));
    m_canvas->setAccessibleName(tr("The diagram after the selected revision"));
    m_canvas->setReadOnly(true);
    m_canvas->setFrameShape(QFrame::NoFrame);
    m_then->setTextFormat(Qt::PlainText);
    m_then->setMargin(6);
    auto* thenLayout = new QVBoxLayout(then);
    thenLayout->setContentsMargins(0, 0, 0, 0);
    thenLayout->setSpacing(0);
    thenLayout->addWidget(m_then);
    thenLayout->addWidget(m_canvas, 1);
    m_tabs->setDocumentMode(true);
    m_tabs->setObjectName(QStringLiteral("historyTabs"));
    const auto sql = [this](SqlView* view, const char* name, const QString& title, const char* icon) {
        view->setObjectName(QLatin1String(name));
        view->setAccessibleName(title);
        m_tabs->addTab(view, themeIcon(QLatin1String(icon)), title);
    };
    m_tabs->addTab(then, themeIcon(QStringLiteral("distribute-graph")), tr("Diagram"));
    sql(m_way, "wayScript", tr("What would run"), "media-playback-start");
    sql(m_up, "revisionUp", tr("Up"), "go-up");
    sql(m_down, "revisionDown", tr("Down"), "go-down");
    m_right->addWidget(m_tabs);
    m_right->addWidget(m_apply);
    return m_right;
}

QWidget* HistoryPage::buildBottom()
{
    auto* bottom = new QWidget(this);
    auto* again = new QPushButton(themeIcon(QStringLiteral("view-refresh")), tr("Refresh"), bottom);
    again->setObjectName(QStringLiteral("historyRefresh"));
    auto* connection = new QPushButton(themeIcon(QStringLiteral("network-connect")), tr("Connect …"), bottom);
    m_stamp = new QPushButton(tr("Stamp"), bottom);
    m_stamp->setObjectName(QStringLiteral("stamp"));
    m_go = new QPushButton(themeIcon(QStringLiteral("media-playback-start")), QString(), bottom);
    m_go->setObjectName(QStringLiteral("goTo"));
    auto* layout = new QHBoxLayout(bottom);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addWidget(again);
    layout->addWidget(connection);
    layout->addStretch();
    layout->addWidget(m_stamp);
    layout->addWidget(m_go);
    connect(again, &QPushButton::clicked, this, &HistoryPage::refresh);
    connect(connection, &QPushButton::clicked, this, &HistoryPage::connectionWanted);
    connect(m_go, &QPushButton::clicked, this, &HistoryPage::run);
    connect(m_stamp, &QPushButton::clicked, this, [this] {
        if (!m_link.spec())
            return;
        m_running.hold(m_workspace.runner().run<bool>(
            this, tr("Stamping %1").arg(m_link.target().name),
            [spec = *m_link.spec(), history = m_history, id = idAt(selected())](const Task&) -> Result<bool> {
                Result<Connection> opened = Connection::open(spec);
                if (!opened)
                    return std::unexpected(opened.error());
                ApplyOptions options;
                options.tables = history.tables;
                const std::vector<std::string> ids = id.empty() ? std::vector<std::string>{} : std::vector{id};
                if (const Result<void> done = stampRevisions(*opened, history.revisions, ids, options); !done)
                    return std::unexpected(done.error());
                return true;
            },
            [this](const Result<bool>& done) {
                if (!done)
                    m_message->say(toQt(done.error().text()), Notice::Tone::Bad);
                refresh();
            }));
        showWay();
    });
    return bottom;
}

void HistoryPage::refresh()
{
    m_wanted = true;
    const DatabaseConfig* database = m_workspace.database();
    if (database == nullptr) {
        m_reading.drop();
        m_history = {};
        m_message->say(tr("Save the model first. Revisions are files of a project."), Notice::Tone::Info);
        showHistory();
        return;
    }
    if (m_running.isRunning())
        return; // its end reads again
    // A reading that is on its way may be of another database.
    m_reading.hold(m_workspace.runner().run<RevisionHistory>(
        this, tr("Reading the history"),
        [config = *database, spec = m_link.spec()](const Task& task) { return readHistory(config, spec, task); },
        [this](Result<RevisionHistory> history) {
            if (!history) {
                m_message->say(toQt(history.error().text()), Notice::Tone::Bad);
                return;
            }
            m_history = std::move(*history);
            sayHeads();
            showHistory();
        },
        true));
}

/// The next revision needs one head.
void HistoryPage::sayHeads()
{
    const std::vector<std::string> heads = headsOf(m_history.revisions);
    m_message->say(heads.size() < 2 ? QString()
                                    : tr("The project has the heads %1. Join the branches with schemawright merge.")
                                          .arg(toQt(join(heads, ", "))),
                   heads.size() < 2 ? Notice::Tone::Plain : Notice::Tone::Info);
}

void HistoryPage::showHistory()
{
    m_filling = true;
    const bool knewRevisions = m_list->topLevelItemCount() > 1;
    const int count = static_cast<int>(m_history.revisions.size());
    const int chosen = knewRevisions ? std::min(selected(), count) : count;
    m_list->clear();
    const RevisionGraph graph(m_history.revisions);
    const std::vector<std::string> heads = graph.heads();
    std::vector<bool> applied;
    for (int number = count; number > 0; --number) {
        const Revision& revision = m_history.revisions[static_cast<std::size_t>(number - 1)];
        const RevisionState state = stateOf(m_history, revision);
        const bool edited = wasEdited(m_history, revision);
        applied.push_back(state == RevisionState::Applied || state == RevisionState::Current);
        auto* item =
            new QTreeWidgetItem(m_list, {idText(graph, revision, heads.size() > 1), toQt(revision.message).simplified(),
                                         stateText(state), revision.proof.empty() ? tr("no") : toQt(revision.proof)});
        item->setData(Id, numberRole, number);
        item->setToolTip(Id, plainTip(placeText(graph, revision)));
        item->setToolTip(Message, plainTip(toQt(revision.message + "\n" + revision.created)));
        if (edited) {
            item->setIcon(Id, themeIcon(QStringLiteral("data-warning")));
            item->setToolTip(Id, tr("The file was edited after it was proved or applied"));
        } else if (state == RevisionState::Current || state == RevisionState::Applied) {
            item->setIcon(Id, themeIcon(QStringLiteral("dialog-ok-apply")));
        }
        if (state == RevisionState::Current) {
            QFont bold = item->font(State);
            bold.setBold(true);
            for (int field = 0; field < FieldCount; ++field)
                item->setFont(field, bold);
        }
    }
    auto* base = new QTreeWidgetItem(m_list, {QString(), tr("base"), QString(), QString()});
    base->setData(Id, numberRole, 0);
    applied.push_back(m_history.tracking.has_value());
    m_lanes->setRows(lanesOf(m_history.revisions), std::move(applied));
    m_slider->setRange(0, count);
    const bool asked = m_history.tracking.has_value();
    m_where->setText(!asked ? tr("Choose a database to see its revision.")
                     : m_history.tracking->heads.empty()
                         ? tr("%1 is at base: no revision is applied.").arg(m_link.target().name)
                         : tr("%1 is at revision %2.").arg(m_link.target().name, toQt(m_history.tracking->current())));
    m_filling = false;
    select(chosen);
    showSelected();
}

int HistoryPage::selected() const
{
    const QTreeWidgetItem* item = m_list->currentItem();
    return item ? item->data(Id, numberRole).toInt() : 0;
}

std::string HistoryPage::idAt(int number) const
{
    const auto at = static_cast<std::size_t>(number);
    return number > 0 && at <= m_history.revisions.size() ? m_history.revisions[at - 1].id : std::string();
}

void HistoryPage::select(int number)
{
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = m_list->topLevelItem(row);
        if (item->data(Id, numberRole).toInt() == number && m_list->currentItem() != item)
            m_list->setCurrentItem(item);
    }
}

void HistoryPage::showSelected()
{
    const int number = selected();
    m_slider->setValue(number);
    const std::string id = idAt(number);
    const auto revision = std::ranges::find(m_history.revisions, id, &Revision::id);
    const bool any = revision != m_history.revisions.end();
    m_up->setSql(any ? batchesText(revision->up) : QString());
    m_down->setSql(any ? batchesText(revision->down) : QString());
    showWay();
    showThen();
}

void HistoryPage::showWay()
{
    const std::string id = idAt(selected());
    const QString name = id.empty() ? tr("base") : toQt(id);
    m_go->setText(tr("Migrate to %1").arg(name));
    m_go->setEnabled(false);
    m_stamp->setEnabled(false);
    m_go->setToolTip(tr("Choose a database first"));
    if (!m_history.tracking || !m_link.spec()) {
        m_way->setSql(tr("-- choose a database to see what would run"));
        return;
    }
    const bool idle = !m_running.isRunning();
    m_stamp->setEnabled(idle && m_history.tracking->current() != id);
    m_stamp->setText(tr("Stamp as %1").arg(name));
    m_stamp->setToolTip(tr("Mark the database as being at this revision (runs nothing)"));
    const Result<std::vector<RevisionStep>> steps = wayTo(m_history, id);
    if (!steps) {
        m_way->setSql(QStringLiteral("-- ") + toQt(steps.error().text()).replace(u'\n', u' '));
        return;
    }
    const bool down = !steps->empty() && !steps->front().up;
    ApplyOptions scriptOptions;
    scriptOptions.tables = m_history.tables;
    m_way->setSql(steps->empty() ? tr("-- the database is already at this revision")
                                 : toQt(stepsScript(*steps, scriptOptions)));
    m_go->setText(steps->empty() ? tr("The database is at this revision")
                  : down         ? tr("Downgrade to %1").arg(name)
                                 : tr("Upgrade to %1").arg(name));
    m_go->setIcon(themeIcon(down ? QStringLiteral("go-down") : QStringLiteral("go-up")));
    m_go->setToolTip(down ? tr("Runs the down scripts shown under \"What would run\". Data that they drop is lost")
                          : tr("Runs the up scripts shown under \"What would run\""));
    m_go->setEnabled(idle && !steps->empty());
}

void HistoryPage::showThen()
{
    const DatabaseConfig* database = m_workspace.database();
    const std::string id = idAt(selected());
    m_replaying.drop();
    m_then->setText(id.empty() ? tr("Before the first revision") : tr("After revision %1").arg(toQt(id)));
    const Diagram diagram = m_workspace.document().state().diagrams.front();
    if (database == nullptr || id.empty()) {
        m_canvas->setModel(baselineCatalog(), diagram);
        return;
    }
    m_replaying.hold(m_workspace.runner().run<Catalog>(
        this, tr("Replaying the revisions"),
        [scratch = m_workspace.scratch(), revisions = m_history.revisions, id,
         scope = m_workspace.scope()](const Task& task) {
            return replayRevisions([&] { return scratch->get(task); }, revisions, id, scope, task);
        },
        [this, diagram](Result<Catalog> catalog) {
            if (!catalog) {
                m_then->setText(toQt(catalog.error().text()).simplified());
                return;
            }
            m_canvas->setModel(*catalog, diagram);
            m_canvas->zoomToFit();
        },
        true));
}

void HistoryPage::run()
{
    const std::string id = idAt(selected());
    if (m_running.isRunning() || !m_link.spec() || !m_history.tracking)
        return;
    const Result<std::vector<RevisionStep>> steps = wayTo(m_history, id);
    if (!steps || steps->empty())
        return;
    int statements = 0;
    for (const RevisionStep& step : *steps) {
        for (const Batch& batch : step.up ? step.revision.up : step.revision.down)
            statements += static_cast<int>(batch.statements.size());
    }
    m_apply->begin(m_link.target().name, statements);
    m_right->setCurrentWidget(m_apply);
    m_running.hold(m_workspace.runner().run<bool>(
        this, tr("Migrating %1").arg(m_link.target().name),
        [history = m_history, id, spec = *m_link.spec(), before = backupBefore(m_workspace, m_link.target()),
         progress = m_apply->reporter()](const Task& task) -> Result<bool> {
            ApplyOptions options;
            options.before = before;
            if (const Result<void> done = moveTo(history, id, spec, progress, task, options); !done)
                return std::unexpected(done.error());
            return true;
        },
        [this, id, target = m_link.target().name](const Result<bool>& done) {
            ended(id, target, done ? Result<void>() : std::unexpected(done.error()));
        }));
    connect(m_running.task(), &RunningTask::progress, m_apply, &ApplyView::say);
    showWay();
}

void HistoryPage::ended(const std::string& id, const QString& target, const Result<void>& done)
{
    if (done)
        m_apply->end(id.empty() ? tr("The database is at base") : tr("The database is at revision %1").arg(toQt(id)),
                     false);
    else
        m_apply->end(done.error().code == ErrorCode::Cancelled
                         ? tr("Cancelled. The running transaction was rolled back.")
                         : toQt(done.error().text()),
                     true);
    Q_EMIT logged(done ? tr("%1 is now at %2").arg(target, id.empty() ? tr("base") : toQt(id))
                       : tr("Migrating %1 failed: %2").arg(target, toQt(done.error().text())));
    refresh();
    m_link.refresh();
}

} // namespace schemawright
