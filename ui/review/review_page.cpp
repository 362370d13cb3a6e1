#include "ui/review/review_page.h"

#include "diff/compare/compare.h"
#include "diff/difference/difference.h"
#include "diff/kinds/base/reading.h"
#include "diff/plan/select.h"
#include "diff/read/read.h"
#include "ui/basics/choice_box.h"
#include "ui/basics/notice.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/panels/apply_view.h"
#include "ui/panels/script_view.h"
#include "ui/review/change_words.h"
#include "ui/review/rename_questions.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
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
constexpr int leastForDiagram = 150; ///< width of the page in characters
const QString wrapKey = QStringLiteral("review/wrap");

} // namespace

ReviewPage::ReviewPage(Workspace& workspace, DatabaseLink& link, SqlSyntax& syntax, Appearance& appearance,
                       QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_link(link), m_appearance(appearance),
      m_session(workspace.runner(), workspace.scratch(), this), m_questions(new RenameQuestions(this)),
      m_changes(new QTreeWidget(this)), m_pulled(new Notice(this)), m_canvas(new CanvasView(this)),
      m_right(new QStackedWidget(this)), m_scripts(new QTabWidget(this)), m_up(new ScriptView(syntax, this)),
      m_down(new ScriptView(syntax, this)), m_apply(new ApplyView(this)), m_lost(new Notice(this))
{
    QWidget* top = buildTop();
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
    m_canvas->setAccessibleName(tr("The changes on the diagram"));
    m_scripts->setObjectName(QStringLiteral("scripts"));
    m_scripts->setDocumentMode(true);
    m_up->setObjectName(QStringLiteral("upScript"));
    m_down->setObjectName(QStringLiteral("downScript"));
    m_scripts->addTab(m_up, themeIcon(QStringLiteral("go-up")), tr("Up"));
    m_scripts->addTab(m_down, themeIcon(QStringLiteral("go-down")), tr("Down"));
    auto* wrap = new QToolButton(m_scripts);
    wrap->setObjectName(QStringLiteral("wrapLines"));
    wrap->setIcon(themeIcon(QStringLiteral("text-wrap")));
    wrap->setAccessibleName(tr("Wrap long lines"));
    wrap->setToolTip(tr("Wraps long lines of the script"));
    wrap->setCheckable(true);
    wrap->setAutoRaise(true);
    m_scripts->setCornerWidget(wrap);
    connect(wrap, &QToolButton::toggled, this, [this](bool wrapped) {
        QSettings().setValue(wrapKey, wrapped);
        m_up->setWrapped(wrapped);
        m_down->setWrapped(wrapped);
    });
    wrap->setChecked(QSettings().value(wrapKey).toBool());
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
        ++m_model;
        m_wanted = false;
        m_fitted = false;
        m_declined.clear();
        m_session.clear();
    });
    connect(&m_session, &ReviewSession::changed, this, [this] {
        m_revision.reset();
        ++m_selection;
        showChanges();
        showCanvas();
        showQuestions();
        showState();
    });
    connect(m_questions, &RenameQuestions::accepted, this, &ReviewPage::acceptRenames);
    connect(m_questions, &RenameQuestions::declined, this, [this](const std::vector<Rename>& renames) {
        m_declined.insert(m_declined.end(), renames.begin(), renames.end());
        showQuestions();
        showProof();
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
    connect(m_apply, &ApplyView::cancelRequested, this, [this] { m_applying.cancel(); });
    showTargets();
    showState();
    showProof();
    showActions();
}

QWidget* ReviewPage::buildTop()
{
    auto* top = new QWidget(this);
    m_target = new ChoiceBox(top);
    m_target->setObjectName(QStringLiteral("reviewTarget"));
    m_target->setAccessibleName(tr("Compare with"));
    m_target->setToolTip(tr("The database or revision that the model is compared with"));
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_refresh = new QToolButton(top);
    m_refresh->setObjectName(QStringLiteral("reviewRefresh"));
    m_refresh->setIcon(themeIcon(QStringLiteral("view-refresh")));
    m_refresh->setToolTip(tr("Reads the database again and compares (F5)"));
    m_refresh->setAccessibleName(tr("Compare again"));
    m_refresh->setShortcut(QKeySequence::Refresh);
    m_status = new Notice(top);
    m_status->setObjectName(QStringLiteral("reviewStatus"));
    m_moveRows = new QPushButton(tr("Move the rows"), top);
    m_moveRows->setObjectName(QStringLiteral("moveRows"));
    m_moveRows->setToolTip(
        tr("Plans a new table under the same name, with everything that belongs to it, and moves the rows"));
    m_moveRows->hide();
    auto* online = new QCheckBox(tr("Online"), top);
    online->setObjectName(QStringLiteral("reviewOnline"));
    online->setToolTip(tr("Avoids long locks: builds indexes concurrently, validates constraints in a separate step, "
                          "and sets lock_timeout"));
    m_badge = new Notice(top);
    m_badge->setObjectName(QStringLiteral("proofBadge"));
    m_badge->setWordWrap(false);
    m_failure = new Notice(this);
    m_failure->setObjectName(QStringLiteral("proofFailure"));
    auto* layout = new QHBoxLayout(top);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addWidget(new QLabel(tr("Compare model with"), top));
    layout->addWidget(m_target);
    layout->addWidget(m_refresh);
    layout->addSpacing(8);
    layout->addWidget(m_status, 1);
    layout->addWidget(m_moveRows);
    layout->addWidget(online);
    layout->addSpacing(8);
    layout->addWidget(m_badge, 0, Qt::AlignVCenter);
    connect(m_refresh, &QToolButton::clicked, this, &ReviewPage::refresh);
    connect(m_moveRows, &QPushButton::clicked, &m_session, [this] { m_session.setMoveRows(true); });
    connect(online, &QCheckBox::toggled, &m_session, &ReviewSession::setOnline);
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
    m_message->setAccessibleName(tr("Revision message"));
    m_insist = new QLineEdit(bottom);
    m_insist->setObjectName(QStringLiteral("insist"));
    m_insist->setAccessibleName(tr("Confirmation to apply anyway"));
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

/// Where there is little room the diagram goes first: the changes and the script say the same.
void ReviewPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_canvas->setVisible(width() >= fontMetrics().averageCharWidth() * leastForDiagram);
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
    if (!m_wanted || m_applying.isRunning() || m_link.isReading() || !m_link.reading() ||
        !m_workspace.resolver().isResolved())
        return;
    const ProjectState& state = m_workspace.document().state();
    const Reading& reading = *m_link.reading();
    const Catalog& from = reading.catalog;
    if (m_session.everything() && from.sameAs(m_comparedFrom) && state.catalog.sameAs(m_comparedTo) &&
        state.renames == m_comparedRenames)
        return;
    // Compared once: a later edit of the model is compared too, as long as the page is there.
    m_comparedFrom = from;
    m_comparedTo = state.catalog;
    m_comparedRenames = state.renames;
    m_session.start(reading, restrictTo(state.catalog, m_workspace.scope()), state.renames);
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
        for (const ObjectKey& without : closeOmission(all->from, all->to, all->changes, {key}))
            chosen.erase(without);
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

} // namespace schemawright
