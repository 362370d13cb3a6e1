#include "ui/panels/problems_panel.h"

#include "diff/prove/routine_check.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/document/repairs.h"
#include "ui/picture/text_width.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>
#include <QTreeWidget>

#include <algorithm>

namespace schemawright {

namespace {

using namespace std::chrono_literals;

constexpr auto pauseInEditing = 250ms;
/// More than this nobody reads; the summary says how many there are.
constexpr std::size_t shownAdvice = 2000;

enum Place { What, Where, Offer, PlaceCount };
constexpr int keyRole = Qt::UserRole;
constexpr int adviceRole = Qt::UserRole + 1;

/// Names with line breaks and the like stay on their line.
QString shown(std::string_view text)
{
    return toQt(oneLine(text)).simplified();
}

} // namespace

ProblemsPanel::ProblemsPanel(Document& document, Resolver& resolver, RoutineWatch& bodies, TaskRunner& runner,
                             QWidget* parent)
    : QWidget(parent), m_document(document), m_resolver(resolver), m_bodies(bodies), m_runner(runner),
      m_list(new QTreeWidget(this)), m_repair(new QToolButton(this)), m_repairAlike(new QToolButton(this)),
      m_summary(new QLabel(this))
{
    build();
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseInEditing);
    connect(&m_pause, &QTimer::timeout, this, &ProblemsPanel::look);
    connect(&m_document, &Document::changed, this, [this](const ProjectState& before, const ProjectState& after) {
        if (!after.sharesCatalogWith(before))
            m_pause.start();
    });
    connect(&m_resolver, &Resolver::stateChanged, this, &ProblemsPanel::show);
    connect(&m_bodies, &RoutineWatch::changed, this, &ProblemsPanel::show);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &ProblemsPanel::updateButtons);
    connect(m_list, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
        if (const ObjectKey key = item->data(What, keyRole).value<ObjectKey>(); !key.name.empty())
            Q_EMIT objectChosen(key);
    });
    connect(m_list, &QTreeWidget::itemClicked, this, [this](const QTreeWidgetItem* item, int column) {
        if (const QVariant number = item->data(What, adviceRole); column == Offer && number.isValid())
            repair({number.toULongLong()});
    });
    connect(m_repair, &QToolButton::clicked, this, &ProblemsPanel::repairSelected);
    connect(m_repairAlike, &QToolButton::clicked, this, &ProblemsPanel::repairAlike);
    show();
}

void ProblemsPanel::build()
{
    m_list->setObjectName(QStringLiteral("problems"));
    m_list->setAccessibleName(tr("Problems"));
    m_list->setHeaderLabels({tr("Problem"), tr("Object"), tr("Repair")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->header()->setSectionResizeMode(What, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(Where, QHeaderView::Interactive);
    m_list->header()->setSectionResizeMode(Offer, QHeaderView::Interactive);
    m_list->header()->resizeSection(Where, 160);
    m_list->header()->resizeSection(Offer, 220);
    m_list->header()->setStretchLastSection(false);
    m_list->installEventFilter(this);

    m_repair->setObjectName(QStringLiteral("repair"));
    m_repair->setIcon(themeIcon(QStringLiteral("tools-wizard")));
    m_repair->setText(tr("Repair"));
    m_repair->setToolTip(tr("Applies the repairs of the selected rows in one step (Ctrl+Return)"));
    m_repair->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_repair->setAutoRaise(true);
    m_repairAlike->setObjectName(QStringLiteral("repairAlike"));
    m_repairAlike->setText(tr("Repair all of this kind"));
    m_repairAlike->setToolTip(tr("Repairs every problem of this kind in one step"));
    m_repairAlike->setAutoRaise(true);
    m_summary->setObjectName(QStringLiteral("problemSummary"));
    m_summary->setForegroundRole(QPalette::PlaceholderText);

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(6, 2, 6, 0);
    bar->addWidget(m_repair);
    bar->addWidget(m_repairAlike);
    bar->addStretch();
    bar->addWidget(m_summary);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(bar);
    layout->addWidget(m_list);
}

void ProblemsPanel::setDatabaseError(const std::optional<Error>& error)
{
    m_databaseError = error;
    show();
}

void ProblemsPanel::setNaming(const NamingRules& naming)
{
    m_naming = naming;
    m_pause.start();
}

void ProblemsPanel::setActive(bool active)
{
    m_active = active;
    m_advice.clear();
    m_pause.start();
    show();
}

int ProblemsPanel::errorCount() const
{
    return (m_resolver.problem() ? 1 : 0) + (m_databaseError ? 1 : 0);
}

void ProblemsPanel::look()
{
    if (!m_active)
        return;
    using Found = std::vector<Advice>;
    const Catalog catalog = m_document.catalog();
    m_looking.hold(m_runner.run<Found>(
        this, tr("Checking the design"),
        [catalog, naming = m_naming](const Task& task) -> Result<Found> {
            return advise(catalog, naming, [&] { return task.stop.stop_requested(); });
        },
        [this, catalog](Result<Found> found) {
            if (!found || !m_document.catalog().sameAs(catalog))
                return; // another look is on its way
            m_advice = std::move(*found);
            show();
        },
        true));
}

void ProblemsPanel::show()
{
    // What was chosen stays so where it is still there.
    const QTreeWidgetItem* current = m_list->currentItem();
    const QString chosen = current ? current->text(What) + current->text(Where) : QString();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    if (const std::optional<Problem>& problem = m_resolver.problem())
        addFinding("data-error", problem->message, problem->key);
    if (m_databaseError)
        addFinding("data-error", toQt(m_databaseError->text()), {});
    for (const RoutineFault& fault : m_bodies.faults())
        addFinding("data-warning", tr("Fails when it is called: %1").arg(toQt(faultText(fault))), fault.function);
    for (std::size_t i = 0; i < std::min(m_advice.size(), shownAdvice); ++i)
        addAdvice(i);
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = m_list->topLevelItem(row);
        if (!chosen.isEmpty() && item->text(What) + item->text(Where) == chosen)
            m_list->setCurrentItem(item);
    }
    QStringList parts;
    if (const int errors = errorCount(); errors > 0)
        parts.append(tr("%n errors", nullptr, errors));
    if (const int warnings = warningCount(); warnings > 0)
        parts.append(tr("%n warnings", nullptr, warnings));
    if (const int advice = adviceCount(); advice > 0)
        parts.append(tr("%n suggestions", nullptr, advice));
    m_summary->setText(parts.isEmpty() ? tr("No problems") : parts.join(QStringLiteral(", ")));
    updateButtons();
    Q_EMIT countChanged();
}

void ProblemsPanel::addFinding(const char* icon, const QString& text, const ObjectKey& key)
{
    auto* item =
        new QTreeWidgetItem(m_list, {shown(toUtf8(text)), key.name.empty() ? QString() : shown(key.display())});
    item->setIcon(What, themeIcon(QLatin1String(icon)));
    item->setToolTip(What, plainTip(text));
    item->setData(What, keyRole, QVariant::fromValue(key));
}

void ProblemsPanel::addAdvice(std::size_t number)
{
    const Advice& advice = m_advice[number];
    auto* item = new QTreeWidgetItem(
        m_list, {shown(advice.message), shown(advice.key.display()), shown(repairLabel(advice.repair))});
    item->setIcon(What, themeIcon(QStringLiteral("data-information")));
    item->setIcon(Offer, themeIcon(QStringLiteral("tools-wizard")));
    item->setForeground(Offer, palette().link());
    item->setToolTip(What, plainTip(tr("%1: %2").arg(toQt(adviceName(advice.rule)), item->text(What))));
    item->setToolTip(Offer, plainTip(tr("Click to repair: %1").arg(item->text(Offer))));
    item->setData(What, keyRole, QVariant::fromValue(advice.key));
    item->setData(What, adviceRole, QVariant::fromValue(static_cast<qulonglong>(number)));
}

std::vector<std::size_t> ProblemsPanel::selectedAdvice() const
{
    std::vector<std::size_t> numbers;
    const QList<QTreeWidgetItem*> items = m_list->selectedItems();
    for (const QTreeWidgetItem* item : items) {
        if (const QVariant number = item->data(What, adviceRole); number.isValid())
            numbers.push_back(number.toULongLong());
    }
    return numbers;
}

void ProblemsPanel::updateButtons()
{
    const std::vector<std::size_t> chosen = selectedAdvice();
    m_repair->setEnabled(!chosen.empty());
    m_repairAlike->setEnabled(!chosen.empty());
    m_repairAlike->setText(chosen.empty() ? tr("Repair all of this kind")
                                          : tr("Repair all: %1").arg(toQt(adviceName(m_advice[chosen.front()].rule))));
}

void ProblemsPanel::repairSelected()
{
    repair(selectedAdvice());
}

void ProblemsPanel::repairAlike()
{
    const std::vector<std::size_t> chosen = selectedAdvice();
    if (chosen.empty())
        return;
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < m_advice.size(); ++i) {
        if (m_advice[i].rule == m_advice[chosen.front()].rule)
            numbers.push_back(i);
    }
    repair(numbers);
}

void ProblemsPanel::repair(const std::vector<std::size_t>& numbers)
{
    if (numbers.empty())
        return;
    const Advice& first = m_advice[numbers.front()];
    const QString label = numbers.size() == 1 ? toQt(repairLabel(first.repair))
                                              : tr("Repair %n problems", nullptr, static_cast<int>(numbers.size()));
    const Result<void> done = m_document.edit(label, [&](ProjectState& state) -> Result<void> {
        for (const std::size_t number : numbers) {
            if (Result<void> one = applyRepair(state, m_advice[number].repair, m_document.saved().catalog); !one)
                return one;
        }
        return {};
    });
    if (!done)
        Q_EMIT refused(toQt(done.error().text()));
}

void ProblemsPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        show(); // rows have the colours of their time
}

bool ProblemsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event); // the type says so
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers() & Qt::ControlModifier) {
            repairSelected();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace schemawright
