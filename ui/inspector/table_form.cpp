#include "ui/inspector/table_form.h"

#include "ui/edits.h"
#include "ui/inspector/columns_model.h"
#include "ui/inspector/constraints_editor.h"
#include "ui/inspector/field_line.h"
#include "ui/inspector/indexes_editor.h"
#include "ui/text.h"
#include "ui/theme_icon.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
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

QString optionsText(const std::vector<Option>& options)
{
    QStringList parts;
    for (const Option& option : options)
        parts.append(toQt(option.name) + u'=' + toQt(option.value));
    return parts.join(QStringLiteral(", "));
}

Options optionsOf(const QString& text)
{
    Options options;
    for (const std::string& part : namesOf(text)) {
        const std::size_t equals = part.find('=');
        options.push_back({part.substr(0, equals), equals == std::string::npos ? "true" : part.substr(equals + 1)});
    }
    std::ranges::sort(options);
    return options;
}

} // namespace

TableForm::TableForm(Document& document, QWidget* parent)
    : QWidget(parent), m_document(document), m_columns(new ColumnsModel(document, this)), m_tabs(new QTabWidget(this)),
      m_constraints(new ConstraintsEditor(document, this)), m_indexes(new IndexesEditor(document, this))
{
    m_tabs->setObjectName(QStringLiteral("tableTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(buildColumns(), tr("Columns"));
    m_tabs->addTab(m_constraints, tr("Keys && checks"));
    m_tabs->addTab(m_indexes, tr("Indexes"));
    m_tabs->addTab(buildOptions(), tr("Options"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    connect(m_columns, &ColumnsModel::refused, this, &TableForm::refused);
    connect(m_constraints, &ConstraintsEditor::refused, this, &TableForm::refused);
    connect(m_indexes, &IndexesEditor::refused, this, &TableForm::refused);
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

    auto* addButton = button(page, "addColumn", "list-add", tr("Add"), tr("Add a column (type into the last row)"));
    addButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_remove = button(page, "removeColumn", "list-remove", tr("Remove"), tr("Remove the selected columns (Delete)"));
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
    layout->addWidget(m_view);
    layout->addLayout(buttons);
    layout->addWidget(m_orderNote);

    connect(addButton, &QToolButton::clicked, this, &TableForm::addColumn);
    connect(m_remove, &QToolButton::clicked, this, &TableForm::removeColumns);
    connect(m_up, &QToolButton::clicked, this, [this] { moveColumn(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveColumn(1); });
    auto* remove = new QShortcut(QKeySequence::Delete, m_view, nullptr, nullptr, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &TableForm::removeColumns);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        updateButtons();
        if (const std::string name = m_columns->columnAt(current.row()); !name.empty() && m_view->hasFocus())
            Q_EMIT columnSelected(childKey(Kind::Column, m_key.schema, m_key.name, name));
    });
    return page;
}

QWidget* TableForm::buildOptions()
{
    auto* page = new QWidget(this);
    auto* form = new QFormLayout(page);
    form->setContentsMargins(0, 8, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto changed = [this](const QString& what, const std::function<void(Table&)>& change) {
        const Result<void> done =
            m_document.edit(tr("Change %1 of %2").arg(what, toQt(m_key.name)), [&](ProjectState& state) {
                return changeTable(state, m_key, [&](Table& table) -> Result<void> {
                    change(table);
                    return {};
                });
            });
        if (!done)
            Q_EMIT refused(toQt(done.error().text()));
    };
    const auto check = [&](const QString& text, const QString& tip, void (*set)(Table&, bool)) {
        auto* box = new QCheckBox(text, page);
        box->setToolTip(tip);
        connect(box, &QCheckBox::clicked, this,
                [changed, text, set](bool on) { changed(text, [&](Table& table) { set(table, on); }); });
        form->addRow(QString(), box);
        return box;
    };
    const auto line = [&](const QString& label, const QString& hint) {
        auto* field = new FieldLine(page);
        field->setPlaceholderText(hint);
        field->setAccessibleName(label);
        form->addRow(label, field);
        return field;
    };
    m_owner = line(tr("Owner"), tr("a role; empty: whoever creates it"));
    connect(m_owner, &FieldLine::edited, this, [this](const QString& text) {
        const Result<void> done =
            m_document.edit(tr("Change owner of %1").arg(toQt(m_key.name)), [&](ProjectState& state) {
                return changeObject(state, m_key,
                                    [&](Object& object) { object.attributes.owner = toUtf8(text.trimmed()); });
            });
        if (!done)
            Q_EMIT refused(toQt(done.error().text()));
    });
    m_partitionBy = line(tr("Partition by"), tr("for example RANGE (created_at)"));
    connect(m_partitionBy, &FieldLine::edited, this, [changed](const QString& text) {
        changed(tr("partitioning"), [&](Table& table) { table.partitionBy = toUtf8(text.trimmed()); });
    });
    m_partitionOf = new QLabel(page);
    m_partitionOf->setTextFormat(Qt::PlainText);
    m_partitionOf->setWordWrap(true);
    form->addRow(tr("Partition of"), m_partitionOf);
    m_tablespace = line(tr("Tablespace"), tr("the database's"));
    connect(m_tablespace, &FieldLine::edited, this, [changed](const QString& text) {
        changed(tr("tablespace"), [&](Table& table) { table.tablespace = toUtf8(text.trimmed()); });
    });
    m_storage = line(tr("Storage"), tr("for example fillfactor=70, autovacuum_enabled=false"));
    connect(m_storage, &FieldLine::edited, this, [changed](const QString& text) {
        changed(tr("storage parameters"), [&](Table& table) { table.options = optionsOf(text); });
    });
    m_unlogged =
        check(tr("Unlogged"), tr("Not written to the log: faster, and empty after a crash"),
              [](Table& table, bool on) { table.persistence = on ? Persistence::Unlogged : Persistence::Permanent; });
    m_rowSecurity = check(tr("Row security"), tr("Rows are seen as policies allow"),
                          [](Table& table, bool on) { table.rowSecurity = on; });
    m_forceRowSecurity = check(tr("Row security for the owner too"), tr("FORCE ROW LEVEL SECURITY"),
                               [](Table& table, bool on) { table.forceRowSecurity = on; });
    return page;
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
    showOptions();
    updateButtons();
}

void TableForm::setProblem(const std::optional<Problem>& problem)
{
    m_columns->setProblem(problem);
    m_constraints->setProblem(problem);
    m_indexes->setProblem(problem);
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
    const std::string name = m_columns->columnAt(row);
    if (name.empty() || m_columns->columnAt(row + by).empty())
        return;
    const Result<void> done = m_document.edit(tr("Move column %1").arg(toQt(name)), [&](ProjectState& state) {
        return changeTable(state, m_key, [&](Table& table) -> Result<void> {
            std::swap(table.columns[static_cast<std::size_t>(row)], table.columns[static_cast<std::size_t>(row + by)]);
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
    const QString note = tr("PostgreSQL adds columns at the end and cannot move them in a table that exists.");
    m_up->setEnabled(isNew() && column && row > 0);
    m_down->setEnabled(isNew() && column && !m_columns->columnAt(row + 1).empty());
    m_up->setToolTip(isNew() ? tr("Move the column up") : note);
    m_down->setToolTip(isNew() ? tr("Move the column down") : note);
    m_orderNote->setVisible(!isNew());
    m_orderNote->setText(note);
}

void TableForm::showOptions()
{
    const Object* object = m_document.catalog().find(m_key);
    const Table* table = object ? object->as<Table>() : nullptr;
    if (table == nullptr)
        return;
    m_owner->showValue(toQt(object->attributes.owner));
    m_partitionBy->showValue(toQt(table->partitionBy));
    m_partitionOf->setText(table->partitionOf.empty() ? QStringLiteral("–")
                                                      : toQt(table->partitionOf.schema + "." + table->partitionOf.name +
                                                             " " + table->partitionBound));
    m_tablespace->showValue(toQt(table->tablespace));
    m_storage->showValue(optionsText(table->options));
    m_unlogged->setChecked(table->persistence == Persistence::Unlogged);
    m_rowSecurity->setChecked(table->rowSecurity);
    m_forceRowSecurity->setChecked(table->forceRowSecurity);
    m_forceRowSecurity->setEnabled(table->rowSecurity);
}

} // namespace schemawright
