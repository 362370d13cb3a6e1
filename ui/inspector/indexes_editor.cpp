#include "ui/inspector/indexes_editor.h"

#include "ui/edits.h"
#include "ui/inspector/field_line.h"
#include "ui/text.h"
#include "ui/theme_icon.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QListWidget>
#include <QShortcut>
#include <QTableWidget>
#include <QToolButton>

#include <algorithm>

namespace schemawright {

namespace {

constexpr int nameRole = Qt::UserRole;
enum KeyField { What, Direction, Nulls, KeyOperatorClass, KeyFieldCount };

QString keyText(const IndexKey& key)
{
    return toQt(key.column.empty() ? key.expression : key.column);
}

QString summary(const Index& index)
{
    QStringList keys;
    for (const IndexKey& key : index.keys)
        keys.append(keyText(key) + (key.descending ? QStringLiteral(" ↓") : QString()));
    QString text = toQt(index.method) + QStringLiteral(" (") + keys.join(QStringLiteral(", ")) + u')';
    if (index.unique)
        text = IndexesEditor::tr("unique %1").arg(text);
    if (!index.where.empty())
        text += IndexesEditor::tr(" where %1").arg(toQt(index.where));
    return text.simplified();
}

} // namespace

IndexesEditor::IndexesEditor(Document& document, QWidget* parent) : QWidget(parent), m_document(document)
{
    build();
    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (m_showing)
            return;
        m_selected = item ? toUtf8(item->data(nameRole).toString()) : std::string();
        showSelected();
    });
    connect(m_remove, &QToolButton::clicked, this, &IndexesEditor::removeSelected);
    auto* shortcut = new QShortcut(QKeySequence::Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, &IndexesEditor::removeSelected);

    connect(m_name, &FieldLine::edited, this, [this](const QString& name) {
        const ObjectKey key = selectedKey();
        m_selected = toUtf8(name);
        const Result<void> done = m_document.edit(tr("Rename index %1").arg(toQt(key.name)), [&](ProjectState& state) {
            return renameElement(state, key, toUtf8(name), m_document.saved().catalog);
        });
        if (!done) {
            m_selected = key.name;
            Q_EMIT refused(toQt(done.error().text()));
            showSelected();
        }
    });
    connect(m_method, &QComboBox::activated, this,
            [this] { change(tr("method"), [&](Index& index) { index.method = toUtf8(m_method->currentText()); }); });
    connect(m_unique, &QCheckBox::clicked, this,
            [this](bool on) { change(tr("uniqueness"), [&](Index& index) { index.unique = on; }); });
    connect(m_nullsNotDistinct, &QCheckBox::clicked, this,
            [this](bool on) { change(tr("NULLS NOT DISTINCT"), [&](Index& index) { index.nullsNotDistinct = on; }); });
    connect(m_include, &FieldLine::edited, this, [this](const QString& text) {
        change(tr("included columns"), [&](Index& index) { index.include = namesOf(text); });
    });
    connect(m_where, &FieldLine::edited, this, [this](const QString& text) {
        change(tr("predicate"), [&](Index& index) { index.where = parenthesized(text); });
    });
    connect(m_comment, &FieldLine::edited, this, [this](const QString& text) {
        const ObjectKey key = selectedKey();
        const Result<void> done = m_document.edit(tr("Comment on %1").arg(toQt(key.name)), [&](ProjectState& state) {
            return changeObject(state, key, [&](Object& object) { object.attributes.comment = toUtf8(text); });
        });
        if (!done)
            Q_EMIT refused(toQt(done.error().text()));
    });
    connect(m_keys, &QTableWidget::itemChanged, this, [this] {
        if (!m_showing)
            takeKeys();
    });
}

void IndexesEditor::build()
{
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("indexes"));
    m_list->setAccessibleName(tr("Indexes"));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* addButton = new QToolButton(this);
    addButton->setObjectName(QStringLiteral("addIndex"));
    addButton->setIcon(themeIcon(QStringLiteral("list-add")));
    addButton->setText(tr("Add"));
    addButton->setToolTip(tr("Add an index"));
    addButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(addButton, &QToolButton::clicked, this, &IndexesEditor::add);
    m_remove = new QToolButton(this);
    m_remove->setObjectName(QStringLiteral("removeIndex"));
    m_remove->setIcon(themeIcon(QStringLiteral("list-remove")));
    m_remove->setText(tr("Remove"));
    m_remove->setToolTip(tr("Remove the selected one (Delete)"));
    m_remove->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);

    m_fields = new QWidget(this);
    auto* form = new QFormLayout(m_fields);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto line = [&](const char* name, const QString& label, const QString& hint) {
        auto* field = new FieldLine(m_fields);
        field->setObjectName(QLatin1String(name));
        field->setPlaceholderText(hint);
        field->setAccessibleName(label);
        form->addRow(label, field);
        return field;
    };
    m_name = line("indexName", tr("Name"), {});
    m_method = new QComboBox(m_fields);
    m_method->setObjectName(QStringLiteral("indexMethod"));
    m_method->setEditable(true);
    // The access methods that PostgreSQL 17 brings along; extensions may add others.
    m_method->addItems({QStringLiteral("btree"), QStringLiteral("hash"), QStringLiteral("gin"), QStringLiteral("gist"),
                        QStringLiteral("spgist"), QStringLiteral("brin")});
    form->addRow(tr("Method"), m_method);
    m_keys = new QTableWidget(0, KeyFieldCount, m_fields);
    m_keys->setObjectName(QStringLiteral("indexKeys"));
    m_keys->setAccessibleName(tr("Keys of the index"));
    m_keys->setHorizontalHeaderLabels(
        {tr("Column or expression"), tr("Descending"), tr("Nulls first"), tr("Operator class")});
    m_keys->horizontalHeader()->setSectionResizeMode(What, QHeaderView::Stretch);
    m_keys->verticalHeader()->hide();
    m_keys->setMaximumHeight(130);
    form->addRow(tr("Keys"), m_keys);
    m_unique = new QCheckBox(tr("Unique"), m_fields);
    m_unique->setObjectName(QStringLiteral("indexUnique"));
    form->addRow(QString(), m_unique);
    m_nullsNotDistinct = new QCheckBox(tr("Nulls are not distinct"), m_fields);
    form->addRow(QString(), m_nullsNotDistinct);
    m_include = line("indexInclude", tr("Include"), tr("further columns in the index"));
    m_where = line("indexWhere", tr("Where"), tr("only rows for which this is true"));
    m_comment = line("indexComment", tr("Comment"), {});

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(addButton);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    layout->addWidget(m_fields);
}

ObjectKey IndexesEditor::selectedKey() const
{
    return childKey(Kind::Index, m_key.schema, m_key.name, m_selected);
}

const Index* IndexesEditor::selected() const
{
    return m_document.catalog().get<Index>(selectedKey());
}

bool IndexesEditor::hasColumn(const std::string& name) const
{
    if (const Table* table = m_document.catalog().get<Table>(m_key))
        return table->findColumn(name) != nullptr;
    const MaterializedView* view = m_document.catalog().get<MaterializedView>(m_key);
    return view != nullptr && std::ranges::contains(view->columns, name, &ViewColumn::name);
}

void IndexesEditor::setTable(const ObjectKey& key)
{
    m_key = key;
    m_showing = true;
    m_list->clear();
    for (const Catalog::Entry& child : m_document.catalog().childrenOf(key.schema, key.name)) {
        const Index* index = child.object->as<Index>();
        if (index == nullptr)
            continue;
        const QString name = toQt(child.key->name);
        auto* item = new QListWidgetItem(themeIcon(QStringLiteral("database-index")),
                                         name + QStringLiteral("   ") + summary(*index), m_list);
        item->setData(nameRole, name);
        item->setToolTip((name + u'\n' + summary(*index)).toHtmlEscaped());
        if (m_problem && m_problem->key == *child.key) {
            item->setIcon(themeIcon(QStringLiteral("data-error")));
            item->setToolTip(m_problem->message.toHtmlEscaped());
        }
        if (child.key->name == m_selected)
            m_list->setCurrentItem(item);
    }
    if (m_list->currentItem() == nullptr && m_list->count() > 0)
        m_list->setCurrentRow(0);
    m_selected = m_list->currentItem() ? toUtf8(m_list->currentItem()->data(nameRole).toString()) : std::string();
    m_showing = false;
    showSelected();
}

void IndexesEditor::setProblem(const std::optional<Problem>& problem)
{
    m_problem = problem;
    setTable(m_key);
}

void IndexesEditor::select(const std::string& index)
{
    m_selected = index;
    setTable(m_key);
}

void IndexesEditor::showSelected()
{
    const Index* index = selected();
    m_fields->setVisible(index != nullptr);
    m_remove->setEnabled(index != nullptr);
    if (index == nullptr)
        return;
    m_showing = true;
    m_name->showValue(toQt(m_selected));
    m_method->setCurrentText(toQt(index->method));
    m_unique->setChecked(index->unique);
    m_nullsNotDistinct->setChecked(index->nullsNotDistinct);
    m_nullsNotDistinct->setVisible(index->unique);
    m_include->showValue(textOf(index->include));
    m_where->showValue(toQt(index->where));
    m_comment->showValue(toQt(m_document.catalog().find(selectedKey())->attributes.comment));
    showKeys(*index);
    m_showing = false;
}

void IndexesEditor::showKeys(const Index& index)
{
    // One row more than keys: what is written there becomes the next key.
    m_keys->setRowCount(static_cast<int>(index.keys.size()) + 1);
    for (int row = 0; row < m_keys->rowCount(); ++row) {
        const bool fresh = static_cast<std::size_t>(row) == index.keys.size();
        const IndexKey key = fresh ? IndexKey() : index.keys[static_cast<std::size_t>(row)];
        m_keys->setItem(row, What, new QTableWidgetItem(keyText(key)));
        const auto check = [&](KeyField field, bool on) {
            auto* item = new QTableWidgetItem;
            item->setFlags(fresh ? Qt::NoItemFlags
                                 : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            if (!fresh)
                item->setCheckState(on ? Qt::Checked : Qt::Unchecked);
            m_keys->setItem(row, field, item);
        };
        check(Direction, key.descending);
        check(Nulls, key.nullsFirst);
        auto* opclass = new QTableWidgetItem(toQt(key.opclass));
        if (fresh)
            opclass->setFlags(Qt::NoItemFlags);
        m_keys->setItem(row, KeyOperatorClass, opclass);
    }
}

void IndexesEditor::takeKeys()
{
    const Index* shown = selected();
    if (shown == nullptr)
        return;
    std::vector<IndexKey> keys;
    for (int row = 0; row < m_keys->rowCount(); ++row) {
        const QString text = m_keys->item(row, What)->text().trimmed();
        if (text.isEmpty())
            continue; // an emptied row is a key removed
        const bool known = static_cast<std::size_t>(row) < shown->keys.size();
        IndexKey key = known ? shown->keys[static_cast<std::size_t>(row)] : IndexKey();
        if (text != keyText(key)) {
            const bool column = hasColumn(toUtf8(text));
            key.column = column ? toUtf8(text) : std::string();
            key.expression = column ? std::string() : parenthesized(text);
        }
        if (known) {
            const bool descending = m_keys->item(row, Direction)->checkState() == Qt::Checked;
            // Turning the order turns where nulls are, unless that was chosen.
            const bool nulls = m_keys->item(row, Nulls)->checkState() == Qt::Checked;
            key.nullsFirst = descending != key.descending && key.nullsFirst == key.descending ? descending : nulls;
            key.descending = descending;
            key.opclass = toUtf8(m_keys->item(row, KeyOperatorClass)->text().trimmed());
        }
        keys.push_back(std::move(key));
    }
    if (keys.empty()) {
        Q_EMIT refused(tr("An index needs a key"));
        showSelected();
        return;
    }
    change(tr("keys"), [&](Index& index) { index.keys = keys; });
}

void IndexesEditor::add()
{
    std::string column;
    if (const Table* table = m_document.catalog().get<Table>(m_key); table && !table->columns.empty())
        column = table->columns.back().name;
    else if (const MaterializedView* view = m_document.catalog().get<MaterializedView>(m_key);
             view && !view->columns.empty())
        column = view->columns.front().name;
    if (column.empty()) {
        Q_EMIT refused(tr("The table has no column yet"));
        return;
    }
    const Result<void> done = m_document.edit(tr("Add index"), [&](ProjectState& state) -> Result<void> {
        const Result<ObjectKey> added = addIndex(state, m_key, {column});
        if (!added)
            return std::unexpected(added.error());
        m_selected = added->name;
        return {};
    });
    if (!done)
        Q_EMIT refused(toQt(done.error().text()));
    setTable(m_key);
    m_keys->setFocus();
}

void IndexesEditor::removeSelected()
{
    if (selected() == nullptr)
        return;
    const ObjectKey key = selectedKey();
    const Result<void> done = m_document.edit(tr("Remove index %1").arg(toQt(m_selected)),
                                              [&](ProjectState& state) { return removeElements(state, {key}); });
    if (!done)
        Q_EMIT refused(toQt(done.error().text()));
}

void IndexesEditor::change(const QString& what, const std::function<void(Index&)>& function)
{
    const ObjectKey key = selectedKey();
    const Result<void> done = m_document.edit(tr("Change %1 of %2").arg(what, toQt(m_selected)),
                                              [&](ProjectState& state) { return changeIndex(state, key, function); });
    if (!done)
        Q_EMIT refused(toQt(done.error().text()));
    showSelected();
}

} // namespace schemawright
