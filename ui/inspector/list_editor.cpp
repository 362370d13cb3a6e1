#include "ui/inspector/list_editor.h"

#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QShortcut>
#include <QTableWidget>
#include <QToolButton>

#include <algorithm>
#include <set>

namespace schemawright {

namespace {

constexpr int shownRows = 8;

QToolButton* button(QWidget* parent, const char* name, const char* icon, const QString& text, const QString& tip)
{
    auto* made = new QToolButton(parent);
    made->setObjectName(QLatin1String(name));
    made->setIcon(themeIcon(QLatin1String(icon)));
    made->setAccessibleName(text);
    made->setToolTip(tip);
    made->setAutoRaise(true);
    return made;
}

QString headerText(QString words)
{
    if (!words.isEmpty())
        words[0] = words[0].toUpper();
    return words;
}

} // namespace

ListEditor::ListEditor(const FormField& field, const QString& title, QWidget* parent)
    : QWidget(parent), m_columns(field.columns),
      m_table(new QTableWidget(0, static_cast<int>(field.headers.size()), this))
{
    QStringList headers;
    for (const QString& header : field.headers)
        headers.append(headerText(header));
    m_table->setHorizontalHeaderLabels(headers);
    m_table->setObjectName(field.path);
    m_table->setAccessibleName(title);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 8);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setVisible(headers.size() > 1);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    m_remove = button(this, "listRemove", "list-remove", tr("Remove from %1").arg(title),
                      tr("Removes the selected rows (Delete)"));
    m_up = button(this, "listUp", "go-up", tr("Move up in %1").arg(title), tr("Move up (Alt+Up)"));
    m_down = button(this, "listDown", "go-down", tr("Move down in %1").arg(title), tr("Move down (Alt+Down)"));
    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(0);
    for (QToolButton* each : {m_remove, m_up, m_down})
        buttons->addWidget(each);
    buttons->addStretch();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_table);
    layout->addLayout(buttons);
    setFocusProxy(m_table);

    connect(m_table, &QTableWidget::cellChanged, this, [this](int row, int column) {
        if (!m_showing)
            takeCell(row, column);
    });
    connect(m_table, &QTableWidget::currentCellChanged, this, &ListEditor::updateButtons);
    connect(m_remove, &QToolButton::clicked, this, &ListEditor::removeRows);
    connect(m_up, &QToolButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { move(1); });
    const auto shortcut = [this](const QKeySequence& keys, auto&& run) {
        auto* made = new QShortcut(keys, m_table, nullptr, nullptr, Qt::WidgetShortcut);
        connect(made, &QShortcut::activated, this, run);
    };
    shortcut(QKeySequence::Delete, [this] { removeRows(); });
    shortcut(QKeySequence(Qt::ALT | Qt::Key_Up), [this] { move(-1); });
    shortcut(QKeySequence(Qt::ALT | Qt::Key_Down), [this] { move(1); });
    fill();
}

void ListEditor::showRows(const std::vector<QStringList>& rows)
{
    if (rows == m_rows)
        return;
    m_rows = rows;
    fill();
}

void ListEditor::fill()
{
    m_showing = true;
    const int row = m_table->currentRow();
    const int column = m_table->currentColumn();
    m_table->setRowCount(static_cast<int>(m_rows.size()) + 1);
    for (int r = 0; r < m_table->rowCount(); ++r) {
        const bool fresh = static_cast<std::size_t>(r) == m_rows.size();
        for (int c = 0; c < m_table->columnCount(); ++c) {
            const QString text = fresh ? QString() : m_rows[static_cast<std::size_t>(r)].value(c);
            // Cells that are as they were stay untouched: somebody may be typing in one.
            QTableWidgetItem* item = m_table->item(r, c);
            if (item == nullptr) {
                item = new QTableWidgetItem;
                m_table->setItem(r, c, item);
            }
            if (m_columns[static_cast<std::size_t>(c)] == FormField::Type::Check) {
                item->setFlags(fresh ? Qt::NoItemFlags
                                     : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
                item->setData(Qt::CheckStateRole,
                              fresh ? QVariant() : QVariant(text.isEmpty() ? Qt::Unchecked : Qt::Checked));
            } else if (item->text() != text) {
                item->setText(text);
                item->setToolTip(plainTip(text));
            }
        }
    }
    const int rowHeight = m_table->verticalHeader()->defaultSectionSize();
    const int header = m_table->columnCount() > 1 ? m_table->horizontalHeader()->sizeHint().height() : 0;
    m_table->setFixedHeight(rowHeight * std::clamp(m_table->rowCount(), 2, shownRows) + header +
                            2 * m_table->frameWidth());
    if (row >= 0)
        m_table->setCurrentCell(std::min(row, m_table->rowCount() - 1), std::max(column, 0));
    m_showing = false;
    updateButtons();
}

void ListEditor::takeCell(int row, int column)
{
    std::vector<QStringList> rows = m_rows;
    const QTableWidgetItem* item = m_table->item(row, column);
    const bool check = m_columns[static_cast<std::size_t>(column)] == FormField::Type::Check;
    const QString text = check ? (item->checkState() == Qt::Checked ? forms::yes : QString()) : item->text().trimmed();
    if (static_cast<std::size_t>(row) == rows.size()) {
        if (text.isEmpty())
            return;
        QStringList fresh;
        for (int c = 0; c < m_table->columnCount(); ++c)
            fresh.append(QString());
        rows.push_back(fresh);
    }
    QStringList& cells = rows[static_cast<std::size_t>(row)];
    cells[column] = text;
    // A row that was emptied is a row removed.
    if (std::ranges::all_of(cells, [](const QString& cell) { return cell.isEmpty(); }))
        rows.erase(rows.begin() + row);
    if (tell(std::move(rows))) // not while the table tells of a cell: it is filled anew
        QMetaObject::invokeMethod(this, &ListEditor::fill, Qt::QueuedConnection);
}

void ListEditor::removeRows()
{
    std::set<int> chosen;
    const QModelIndexList indexes = m_table->selectionModel()->selectedIndexes();
    for (const QModelIndex& index : indexes)
        chosen.insert(index.row());
    std::vector<QStringList> rows;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (!chosen.contains(static_cast<int>(i)))
            rows.push_back(m_rows[i]);
    }
    if (tell(std::move(rows)))
        fill();
}

void ListEditor::move(int by)
{
    const int row = m_table->currentRow();
    const int to = row + by;
    const int count = static_cast<int>(m_rows.size());
    if (row < 0 || row >= count || to < 0 || to >= count)
        return;
    std::vector<QStringList> rows = m_rows;
    std::swap(rows[static_cast<std::size_t>(row)], rows[static_cast<std::size_t>(to)]);
    if (!tell(std::move(rows)))
        return;
    fill();
    m_table->setCurrentCell(to, m_table->currentColumn());
}

bool ListEditor::tell(std::vector<QStringList> rows)
{
    if (rows == m_rows)
        return false;
    m_rows = std::move(rows);
    Q_EMIT edited(m_rows);
    return true;
}

void ListEditor::updateButtons()
{
    const int row = m_table->currentRow();
    const int count = static_cast<int>(m_rows.size());
    m_remove->setEnabled(row >= 0 && row < count);
    m_up->setEnabled(row > 0 && row < count);
    m_down->setEnabled(row >= 0 && row < count - 1);
}

} // namespace schemawright
