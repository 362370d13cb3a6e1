#include "ui/inspector/table_form.h"

#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/document/edits.h"
#include "ui/inspector/attributes_editor.h"
#include "ui/inspector/column_form.h"
#include "ui/inspector/columns_model.h"
#include "ui/inspector/constraints_editor.h"
#include "ui/inspector/fields_form.h"
#include "ui/inspector/indexes_editor.h"
#include "ui/inspector/related_list.h"

#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QShortcut>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace schemawright {

namespace {

QToolButton* button(QWidget* parent, const char* name, const char* icon, const QString& text, const QString& tip)
{
    auto* made = new QToolButton(parent);
    made->setObjectName(QLatin1String(name));
    made->setIcon(themeIcon(QLatin1String(icon)));
    made->setText(text);
    made->setToolTip(tip);
    made->setAccessibleName(text);
    return made;
}

/// What the other pages show.
const QStringList hiddenFields{QStringLiteral("columns"), QStringLiteral("constraints")};

} // namespace

TableForm::TableForm(Document& document, SqlSyntax& syntax, QWidget* parent)
    : QWidget(parent), m_document(document), m_syntax(syntax), m_columns(new ColumnsModel(document, this)),
      m_tabs(new QTabWidget(this)), m_constraints(new ConstraintsEditor(document, syntax, this)),
      m_indexes(new IndexesEditor(document, syntax, this)), m_related(new RelatedList(document, this))
{
    m_tabs->setObjectName(QStringLiteral("tableTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(buildColumns(), tr("Columns"));
    m_tabs->addTab(m_constraints, tr("Keys"));
    m_tabs->addTab(m_indexes, tr("Indexes"));
    m_tabs->addTab(m_related, tr("Triggers"));
    m_tabs->addTab(buildOptions(), tr("Options"));
    m_tabs->setTabToolTip(1, tr("Primary, unique and foreign keys, checks and exclusions"));
    m_tabs->setTabToolTip(3, tr("Triggers, policies, rules and statistics"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    connect(m_columns, &ColumnsModel::refused, this, &TableForm::refused);
    connect(m_constraints, &ConstraintsEditor::refused, this, &TableForm::refused);
    connect(m_indexes, &IndexesEditor::refused, this, &TableForm::refused);
    connect(m_related, &RelatedList::refused, this, &TableForm::refused);
    connect(m_related, &RelatedList::opened, this, &TableForm::opened);
}

QWidget* TableForm::buildColumns()
{
    auto* page = new QWidget(this);
    m_view = new QTableView(page);
    m_view->setObjectName(QStringLiteral("columns"));
    m_view->setAccessibleName(tr("Columns of the table"));
    m_view->setModel(m_columns);
    m_view->setItemDelegate(new ColumnDelegate(*m_columns, m_view));
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                            QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    m_view->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 8);
    m_view->setAlternatingRowColors(true);
    m_view->setShowGrid(false);
    m_view->setTabKeyNavigation(false); // Tab leaves the list, and goes from cell to cell while one types
    QHeaderView* header = m_view->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->resizeSection(ColumnsModel::Name, 130);
    header->resizeSection(ColumnsModel::Type, 130);
    header->resizeSection(ColumnsModel::NotNull, 58);
    header->resizeSection(ColumnsModel::Default, 110);
    header->resizeSection(ColumnsModel::Identity, 80);
    header->resizeSection(ColumnsModel::Comment, 160);
    header->setStretchLastSection(true);

    auto* addButton = button(page, "addColumn", "list-add", tr("Add"), tr("Adds a column (or type into the last row)"));
    addButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_remove = button(page, "removeColumn", "list-remove", tr("Remove"), tr("Removes the selected columns (Delete)"));
    m_remove->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_up = button(page, "columnUp", "go-up", tr("Move up"), {});
    m_down = button(page, "columnDown", "go-down", tr("Move down"), {});
    m_orderNote = new QLabel(page);
    m_orderNote->setWordWrap(true);
    m_orderNote->setForegroundRole(QPalette::PlaceholderText);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(addButton);
    buttons->addWidget(m_remove);
    buttons->addWidget(m_up);
    buttons->addWidget(m_down);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 6, 0, 0);
    m_details = new ColumnForm(m_document, m_syntax, page);
    layout->addWidget(m_view, 1);
    layout->addLayout(buttons);
    layout->addWidget(m_orderNote);
    layout->addWidget(m_details);

    connect(addButton, &QToolButton::clicked, this, &TableForm::addColumn);
    connectView();
    return page;
}

void TableForm::connectView()
{
    connect(m_details, &ColumnForm::refused, this, &TableForm::refused);
    connect(m_remove, &QToolButton::clicked, this, &TableForm::removeColumns);
    connect(m_up, &QToolButton::clicked, this, [this] { moveColumn(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveColumn(1); });
    auto* remove = new QShortcut(QKeySequence::Delete, m_view, nullptr, nullptr, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &TableForm::removeColumns);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        updateButtons();
        m_details->setColumn(childKey(Kind::Column, m_key.schema, m_key.name, m_columns->columnAt(current.row())));
        if (const std::string name = m_columns->columnAt(current.row()); !name.empty() && m_view->hasFocus())
            Q_EMIT columnSelected(childKey(Kind::Column, m_key.schema, m_key.name, name));
    });
}

QWidget* TableForm::buildOptions()
{
    auto* page = new QWidget(this);
    m_options = new FieldsForm(m_syntax, page);
    m_attributes = new AttributesEditor(m_document, page);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 8, 6, 0);
    layout->addWidget(m_options);
    layout->addWidget(m_attributes);
    layout->addStretch();
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);
    connect(m_attributes, &AttributesEditor::refused, this, &TableForm::refused);
    connect(m_options, &FieldsForm::edited, this, [this](const QString& path, const FieldValue& value) {
        const Result<void> done =
            m_document.edit(tr("Change %1 of %2").arg(path, toQt(m_key.name)), [&](ProjectState& state) {
                return changeTable(state, m_key, [&](Table& table) -> Result<void> {
                    if (!setFormField(table, path, value))
                        return fail(ErrorCode::Usage, "this is not a valid value for " + toUtf8(path));
                    return {};
                });
            });
        if (!done) {
            Q_EMIT refused(toQt(done.error().text()));
            showOptions();
        }
    });
    return scroll;
}

void TableForm::setTable(const ObjectKey& table, const ObjectKey& part)
{
    const bool other = table != m_key;
    m_key = table;
    refresh();
    if (part.kind == Kind::Column) {
        m_tabs->setCurrentIndex(0);
        if (const int row = m_columns->rowOf(part.name); row >= 0 && m_view->currentIndex().row() != row)
            m_view->setCurrentIndex(m_columns->index(row, ColumnsModel::Name));
    } else if (part.kind == Kind::Constraint) {
        m_tabs->setCurrentIndex(1);
        m_constraints->select(part.name);
    } else if (part.kind == Kind::Index) {
        m_tabs->setCurrentIndex(2);
        m_indexes->select(part.name);
    } else if (other) {
        m_view->scrollToTop();
    }
}

void TableForm::refresh()
{
    m_columns->setTable(m_key);
    m_constraints->setTable(m_key);
    m_indexes->setTable(m_key);
    m_related->setTable(m_key);
    showOptions();
    updateButtons();
}

void TableForm::setProblem(const std::optional<Problem>& problem)
{
    m_columns->setProblem(problem);
    m_constraints->setProblem(problem);
    m_indexes->setProblem(problem);
    m_related->setProblem(problem);
}

void TableForm::addColumn()
{
    m_tabs->setCurrentIndex(0);
    const QModelIndex last = m_columns->index(m_columns->rowCount() - 1, ColumnsModel::Name);
    m_view->setCurrentIndex(last);
    m_view->edit(last);
}

void TableForm::removeColumns()
{
    std::set<int> rows;
    const QModelIndexList indexes = m_view->selectionModel()->selectedIndexes();
    for (const QModelIndex& index : indexes)
        rows.insert(index.row());
    std::vector<ObjectKey> keys;
    for (const int row : rows) {
        if (const std::string name = m_columns->columnAt(row); !name.empty())
            keys.push_back(childKey(Kind::Column, m_key.schema, m_key.name, name));
    }
    if (keys.empty())
        return;
    const QString label = keys.size() == 1 ? tr("Remove column %1").arg(toQt(keys.front().name))
                                           : tr("Remove %n columns", nullptr, static_cast<int>(keys.size()));
    const Result<void> done = m_document.edit(label, [&](ProjectState& state) { return removeElements(state, keys); });
    if (!done)
        Q_EMIT refused(toQt(done.error().text()));
}

void TableForm::moveColumn(int by)
{
    const int row = m_view->currentIndex().row();
    const int other = row + by;
    const std::string name = m_columns->columnAt(row);
    if (name.empty() || m_columns->columnAt(other).empty())
        return;
    const Result<void> done = m_document.edit(tr("Move column %1").arg(toQt(name)), [&](ProjectState& state) {
        return changeTable(state, m_key, [&](Table& table) -> Result<void> {
            std::swap(table.columns[static_cast<std::size_t>(row)], table.columns[static_cast<std::size_t>(other)]);
            return {};
        });
    });
    if (done)
        m_view->setCurrentIndex(m_columns->index(row + by, ColumnsModel::Name));
    else
        Q_EMIT refused(toQt(done.error().text()));
}

bool TableForm::isNew() const
{
    return m_document.saved().catalog.find(m_key) == nullptr;
}

void TableForm::updateButtons()
{
    const int row = m_view->currentIndex().row();
    const bool column = !m_columns->columnAt(row).empty();
    m_remove->setEnabled(column);
    const QString note = tr("PostgreSQL adds columns at the end and cannot reorder the columns of an existing table.");
    m_up->setEnabled(isNew() && column && row > 0);
    m_down->setEnabled(isNew() && column && !m_columns->columnAt(row + 1).empty());
    m_up->setToolTip(isNew() ? tr("Moves the column up") : note);
    m_down->setToolTip(isNew() ? tr("Moves the column down") : note);
    m_orderNote->setVisible(!isNew());
    m_orderNote->setText(note);
}

void TableForm::showOptions()
{
    if (const Table* table = m_document.catalog().get<Table>(m_key))
        m_options->showFields(toQt(m_key.display()), formFields(*table, hiddenFields));
    m_attributes->setObject(m_key);
    m_details->setColumn(
        childKey(Kind::Column, m_key.schema, m_key.name, m_columns->columnAt(m_view->currentIndex().row())));
}

} // namespace schemawright
