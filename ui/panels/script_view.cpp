#include "ui/panels/script_view.h"

#include "diff/lint/rules.h"
#include "ui/basics/appearance.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QTextBlock>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace schemawright {

namespace {

enum StatementColumn { Number, Sql, Risk, Size, LockColumn, Blocks, StatementColumnCount };

LockMode strongest(const Statement& statement)
{
    LockMode mode = LockMode::None;
    for (const Lock& lock : statement.locks)
        mode = std::max(mode, lock.mode);
    return mode;
}

/// Advice on the model is no risk of a statement.
bool isRisk(const Hazard& hazard)
{
    const LintRule* rule = findRule(hazard.rule);
    return !rule || rule->concern != Concern::Practice;
}

QString riskText(const Statement& statement)
{
    QStringList risks;
    if (statement.losesData)
        risks.append(ScriptView::tr("loses data"));
    if (statement.rewrites)
        risks.append(ScriptView::tr("rewrites the table"));
    else if (statement.scans)
        risks.append(ScriptView::tr("reads all rows"));
    for (const Hazard& hazard : statement.hazards)
        if (isRisk(hazard))
            risks.append(toQt(hazard.rule));
    return risks.join(QStringLiteral(", "));
}

/// "12,400 rows, 3.1 MB": of the tables that it locks, by the statistics of the database. Empty where there are none.
QString sizeText(const Statement& statement)
{
    QStringList parts;
    if (statement.rows >= 0)
        parts.append(ScriptView::tr("%L1 rows").arg(statement.rows));
    if (statement.bytes > 0)
        parts.append(QLocale().formattedDataSize(statement.bytes, 1, QLocale::DataSizeTraditionalFormat));
    return parts.join(QStringLiteral(", "));
}

QIcon riskIcon(const Statement& statement)
{
    if (statement.losesData)
        return themeIcon(QStringLiteral("data-error"));
    if (statement.rewrites || std::ranges::any_of(statement.hazards, isRisk))
        return themeIcon(QStringLiteral("data-warning"));
    return {};
}

} // namespace

ObjectKey ownerOfOrigin(const ObjectKey& key)
{
    if (key.kind == Kind::Column || key.kind == Kind::Constraint || key.kind == Kind::Default)
        return keyOf(Kind::Table, key.schema, key.parent);
    return key;
}

ScriptView::ScriptView(SqlSyntax& syntax, QWidget* parent)
    : QWidget(parent), m_sql(new SqlView(syntax, this)), m_list(new QTreeWidget(this)), m_facts(new QLabel(this))
{
    m_sql->setObjectName(QStringLiteral("scriptSql"));
    m_sql->setAccessibleName(tr("SQL script"));
    m_list->setObjectName(QStringLiteral("scriptStatements"));
    m_list->setAccessibleName(tr("Statements with locks and risks"));
    m_list->setColumnCount(StatementColumnCount);
    m_list->setHeaderLabels({tr("#"), tr("Statement"), tr("Risk"), tr("Size"), tr("Lock"), tr("Blocks")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->header()->setStretchLastSection(false);
    m_list->viewport()->installEventFilter(this);
    m_facts->setObjectName(QStringLiteral("scriptFacts"));
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setWordWrap(true);
    m_facts->setMargin(6);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->hide();
    auto* below = new QWidget(this);
    auto* belowLayout = new QVBoxLayout(below);
    belowLayout->setContentsMargins(0, 0, 0, 0);
    belowLayout->setSpacing(0);
    belowLayout->addWidget(m_list);
    belowLayout->addWidget(m_facts);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_sql);
    splitter->addWidget(below);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(m_list, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (item == nullptr || !m_telling)
            return;
        const int number = m_list->indexOfTopLevelItem(item);
        mark({static_cast<std::size_t>(number)}, true);
        showFacts(number);
        Q_EMIT originChosen(m_places[static_cast<std::size_t>(number)].statement.origin);
    });
    connect(m_sql, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (!m_telling || !m_sql->hasFocus())
            return;
        const int at = m_sql->textCursor().position();
        const auto place =
            std::ranges::find_if(m_places, [&](const Place& each) { return at >= each.begin && at <= each.end; });
        if (place == m_places.end())
            return;
        const auto number = static_cast<int>(place - m_places.begin());
        m_telling = false;
        m_list->setCurrentItem(m_list->topLevelItem(number));
        m_telling = true;
        mark({static_cast<std::size_t>(number)}, false);
        showFacts(number);
        Q_EMIT originChosen(place->statement.origin);
    });
}

void ScriptView::setPlan(const Plan& plan)
{
    m_telling = false;
    m_places.clear();
    m_list->clear();
    m_facts->hide();
    QString text;
    std::size_t batchNumber = 0;
    for (const Batch& batch : plan.batches) {
        ++batchNumber;
        if (plan.batches.size() > 1 || !batch.transactional)
            text += batch.transactional ? tr("-- transaction %1").arg(batchNumber) + u'\n'
                                        : tr("-- outside a transaction") + u'\n';
        for (const Statement& statement : batch.statements) {
            Place place{statement, static_cast<int>(text.size()), 0};
            text += toQt(statement.sql) + u';';
            place.end = static_cast<int>(text.size());
            text += QStringLiteral("\n\n");
            const LockMode mode = strongest(statement);
            auto* item = new QTreeWidgetItem(m_list);
            item->setText(Number, QString::number(m_places.size() + 1));
            item->setText(Sql, toQt(statement.sql).simplified().left(400));
            item->setText(Size, sizeText(statement));
            item->setTextAlignment(Size, Qt::AlignRight | Qt::AlignVCenter);
            item->setText(LockColumn, mode == LockMode::None ? QStringLiteral("–") : toQt(lockModeName(mode)));
            item->setText(Blocks, toQt(lockBlocks(mode)));
            if (mode != LockMode::None)
                item->setToolTip(LockColumn, tr("Blocks %1").arg(toQt(lockBlocks(mode))));
            item->setText(Risk, riskText(statement));
            item->setIcon(Risk, riskIcon(statement));
            QStringList tips;
            for (const Hazard& hazard : statement.hazards)
                tips.append(toQt(hazard.message));
            item->setToolTip(Risk, plainTip(tips.join(u'\n')));
            item->setToolTip(Sql, plainTip(toQt(statement.sql).left(2000)));
            m_places.push_back(std::move(place));
        }
    }
    m_sql->setSql(text.isEmpty() ? tr("-- nothing to do") : text.trimmed());
    m_sql->setExtraSelections({});
    layOutColumns();
    m_telling = true;
}

/// Columns that say nothing are left out, and so is what the lock blocks where it does not fit: its tip says it. The statement takes what the
/// others leave, at least two fifths.
void ScriptView::layOutColumns()
{
    const int all = m_list->viewport()->width();
    const int atLeast = all * 2 / 5;
    int others = 0;
    for (const int column : {Number, Risk, Size, LockColumn, Blocks}) {
        bool isEmpty = true;
        for (int i = 0; isEmpty && i < m_list->topLevelItemCount(); ++i)
            isEmpty = m_list->topLevelItem(i)->text(column).isEmpty();
        m_list->setColumnHidden(column, isEmpty);
        if (isEmpty)
            continue;
        m_list->resizeColumnToContents(column);
        if (column == Risk)
            m_list->setColumnWidth(column, std::min(m_list->columnWidth(column), all / 4));
        if (column == Blocks && all - others - m_list->columnWidth(column) < atLeast)
            m_list->setColumnHidden(column, true);
        else
            others += m_list->columnWidth(column);
    }
    m_list->setColumnWidth(Sql, std::max(all - others, atLeast));
}

void ScriptView::setWrapped(bool wrapped)
{
    m_sql->setLineWrapMode(wrapped ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
}

bool ScriptView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && watched == m_list->viewport())
        layOutColumns();
    return QWidget::eventFilter(watched, event);
}

void ScriptView::selectOrigins(const std::vector<ObjectKey>& keys)
{
    std::vector<std::size_t> numbers;
    m_telling = false;
    m_list->clearSelection();
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        const ObjectKey& origin = m_places[i].statement.origin;
        if (!std::ranges::contains(keys, ownerOfOrigin(origin)) && !std::ranges::contains(keys, origin))
            continue;
        numbers.push_back(i);
        m_list->topLevelItem(static_cast<int>(i))->setSelected(true);
    }
    if (!numbers.empty())
        m_list->scrollToItem(m_list->topLevelItem(static_cast<int>(numbers.front())));
    m_telling = true;
    mark(numbers, true);
    if (numbers.size() == 1)
        showFacts(static_cast<int>(numbers.front()));
    else
        m_facts->hide();
}

void ScriptView::mark(const std::vector<std::size_t>& numbers, bool scroll)
{
    QList<QTextEdit::ExtraSelection> marks;
    QColor colour = palette().color(QPalette::Highlight);
    colour.setAlpha(45);
    for (const std::size_t number : numbers) {
        const Place& place = m_places[number];
        QTextBlock block = m_sql->document()->findBlock(place.begin);
        // Whole lines, to the right edge.
        while (block.isValid() && block.position() <= place.end) {
            QTextEdit::ExtraSelection selection;
            selection.cursor = QTextCursor(block);
            selection.format.setBackground(colour);
            selection.format.setProperty(QTextFormat::FullWidthSelection, true);
            marks.append(selection);
            block = block.next();
        }
    }
    m_sql->setExtraSelections(marks);
    if (scroll && !numbers.empty()) {
        m_telling = false;
        QTextCursor cursor(m_sql->document());
        cursor.setPosition(m_places[numbers.front()].begin);
        m_sql->setTextCursor(cursor);
        m_sql->ensureCursorVisible();
        m_telling = true;
    }
}

void ScriptView::showFacts(int number)
{
    const Statement& statement = m_places[static_cast<std::size_t>(number)].statement;
    QStringList lines;
    for (const Lock& lock : statement.locks) {
        const QString blocks = toQt(lockBlocks(lock.mode));
        lines.append(blocks.isEmpty()
                         ? tr("Locks %1 in %2 mode.").arg(shortName(lock.relation), toQt(lockModeName(lock.mode)))
                         : tr("Locks %1 in %2 mode, which blocks %3.")
                               .arg(shortName(lock.relation), toQt(lockModeName(lock.mode)), blocks));
    }
    if (statement.rewrites)
        lines.append(tr("Rewrites the table."));
    else if (statement.scans)
        lines.append(tr("Reads every row of the table."));
    if (const QString size = sizeText(statement); !size.isEmpty())
        lines.append(tr("Size on this database: %1.").arg(size));
    for (const Hazard& hazard : statement.hazards)
        lines.append(QStringLiteral("%1: %2").arg(toQt(hazard.rule), toQt(hazard.message)));
    m_facts->setText(lines.join(u'\n'));
    m_facts->setVisible(!lines.isEmpty());
}

} // namespace schemawright
