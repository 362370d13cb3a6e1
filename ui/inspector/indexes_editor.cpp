#include "ui/inspector/indexes_editor.h"

#include "ui/basics/choice_box.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/document/edits.h"
#include "ui/inspector/field_line.h"
#include "ui/inspector/form_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QListWidget>
#include <QTableWidget>
#include <QToolButton>

#include <algorithm>

namespace schemawright {

namespace {

enum KeyField { What, Direction, Nulls, KeyOperatorClass, KeyCollation, KeyFieldCount };

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

/// What has a line of its own in the form, and what PostgreSQL decides.
const QStringList hiddenFields{QStringLiteral("method"),
                               QStringLiteral("keys"),
                               QStringLiteral("include"),
                               QStringLiteral("unique"),
                               QStringLiteral("nulls not distinct"),
                               QStringLiteral("where"),
                               QStringLiteral("parent index"),
                               QStringLiteral("valid")};

} // namespace

IndexesEditor::IndexesEditor(Document& document, SqlSyntax& syntax, QWidget* parent)
    : PartsEditor(document, syntax, Kind::Index, parent)
{
    buildFields();
    connectFields();
}

void IndexesEditor::buildFields()
{
    m_list->setObjectName(QStringLiteral("indexes"));
    m_list->setAccessibleName(tr("Indexes"));
    m_add->setObjectName(QStringLiteral("addIndex"));
    m_add->setToolTip(tr("Add an index"));
    connect(m_add, &QToolButton::clicked, this, &IndexesEditor::add);

    m_method = new ChoiceBox(m_fields);
    m_method->setObjectName(QStringLiteral("indexMethod"));
    m_method->setAccessibleName(tr("Method"));
    m_method->setEditable(true);
    // The access methods that PostgreSQL 17 brings along; extensions may add others.
    m_method->addItems({QStringLiteral("btree"), QStringLiteral("hash"), QStringLiteral("gin"), QStringLiteral("gist"),
                        QStringLiteral("spgist"), QStringLiteral("brin")});
    m_form->addRow(tr("Method"), m_method);
    m_keys = new QTableWidget(0, KeyFieldCount, m_fields);
    m_keys->setObjectName(QStringLiteral("indexKeys"));
    m_keys->setAccessibleName(tr("Keys of the index"));
    m_keys->setHorizontalHeaderLabels(
        {tr("Column or expression"), tr("Desc."), tr("Nulls first"), tr("Operator class"), tr("Collation")});
    QHeaderView* header = m_keys->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(What, QHeaderView::Interactive);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->resizeSection(What, 150);
    m_keys->verticalHeader()->hide();
    m_keys->setTabKeyNavigation(false);
    m_keys->setFixedHeight(140);
    m_form->addRow(m_keys);
    m_unique = new QCheckBox(tr("Unique"), m_fields);
    m_unique->setObjectName(QStringLiteral("indexUnique"));
    m_form->addRow(QString(), m_unique);
    m_nullsNotDistinct = new QCheckBox(tr("Nulls not distinct"), m_fields);
    m_form->addRow(QString(), m_nullsNotDistinct);
    m_include = line("indexInclude", tr("Include"), tr("additional columns in the index"));
    m_where = line("indexWhere", tr("Where"), tr("only rows for which this condition is true"));
    m_comment = line("indexComment", tr("Comment"), {});
    addFurther();
}

void IndexesEditor::connectFields()
{
    connect(m_method, &QComboBox::activated, this,
            [this] { change(tr("method"), [&](Index& index) { index.method = toUtf8(m_method->currentText()); }); });
    connect(m_unique, &QCheckBox::clicked, this,
            [this](bool on) { change(tr("uniqueness"), [&](Index& index) { index.unique = on; }); });
    connect(m_nullsNotDistinct, &QCheckBox::clicked, this,
            [this](bool on) { change(tr("NULLS NOT DISTINCT"), [&](Index& index) { index.nullsNotDistinct = on; }); });
    connect(m_include, &FieldLine::edited, this, [this](const QString& text) {
        change(tr("included columns"), [&](Index& index) { index.include = listFrom(text); });
    });
    connect(m_where, &FieldLine::edited, this, [this](const QString& text) {
        change(tr("predicate"), [&](Index& index) { index.where = Expression(parenthesized(text)); });
    });
    connect(m_comment, &FieldLine::edited, this, [this](const QString& text) {
        const ObjectKey key = selectedKey();
        refuse(m_document.edit(tr("Comment on %1").arg(toQt(key.name)), [&](ProjectState& state) {
            return changeObject(state, key, [&](Object& object) { object.attributes.comment = toUtf8(text); });
        }));
    });
    connect(m_keys, &QTableWidget::itemChanged, this, [this] {
        if (!m_showing)
            takeKeys();
    });
}

const Index* IndexesEditor::selected() const
{
    return m_document.catalog().get<Index>(selectedKey());
}

bool IndexesEditor::hasColumn(const std::string& name) const
{
    if (const Table* table = m_document.catalog().get<Table>(m_key))
        return table->findColumn(name) != nullptr;
    const Object* object = m_document.catalog().find(m_key);
    const std::vector<ViewColumn>* columns = object != nullptr ? viewColumns(*object) : nullptr;
    return columns != nullptr && std::ranges::contains(*columns, name, &ViewColumn::name);
}

std::vector<PartsEditor::Part> IndexesEditor::parts() const
{
    std::vector<Part> found;
    for (const Catalog::Entry& child : m_document.catalog().childrenOf(m_key.schema, m_key.name)) {
        if (const Index* index = child.object->as<Index>())
            found.push_back({child.key->name, themeIcon(QStringLiteral("database-index")), summary(*index)});
    }
    return found;
}

void IndexesEditor::showPart()
{
    const Index* index = selected();
    if (index == nullptr)
        return;
    m_method->setCurrentText(toQt(index->method));
    m_unique->setChecked(index->unique);
    m_nullsNotDistinct->setChecked(index->nullsNotDistinct);
    m_form->setRowVisible(m_nullsNotDistinct, index->unique);
    m_include->showValue(listText(index->include));
    m_where->showValue(toQt(index->where));
    m_comment->showValue(toQt(m_document.catalog().find(selectedKey())->attributes.comment));
    showKeys(*index);
    showFurther(formFields(*index, hiddenFields));
}

void IndexesEditor::setFurther(const QString& path, const FieldValue& value)
{
    bool well = true;
    change(path, [&](Index& index) { well = setFormField(index, path, value); });
    if (!well)
        Q_EMIT refused(tr("This is not a valid value for %1").arg(path));
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
        auto* collation = new QTableWidgetItem(toQt(key.collation));
        if (fresh)
            collation->setFlags(Qt::NoItemFlags);
        m_keys->setItem(row, KeyCollation, collation);
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
            key.expression = column ? Expression() : Expression(parenthesized(text));
        }
        if (known) {
            const bool descending = m_keys->item(row, Direction)->checkState() == Qt::Checked;
            // Turning the order turns where nulls are, unless that was chosen.
            const bool nulls = m_keys->item(row, Nulls)->checkState() == Qt::Checked;
            key.nullsFirst = descending != key.descending && key.nullsFirst == key.descending ? descending : nulls;
            key.descending = descending;
            key.opclass = toUtf8(m_keys->item(row, KeyOperatorClass)->text().trimmed());
            key.collation = toUtf8(m_keys->item(row, KeyCollation)->text().trimmed());
        }
        keys.push_back(std::move(key));
    }
    if (keys.empty()) {
        Q_EMIT refused(tr("an index needs a key"));
        showSelected();
        return;
    }
    change(tr("keys"), [&](Index& index) { index.keys = keys; });
}

void IndexesEditor::add()
{
    std::string column;
    const Object* object = m_document.catalog().find(m_key);
    const std::vector<ViewColumn>* columns = object != nullptr ? viewColumns(*object) : nullptr;
    if (const Table* table = m_document.catalog().get<Table>(m_key); table && !table->columns.empty())
        column = table->columns.back().name;
    else if (columns && !columns->empty())
        column = columns->front().name;
    if (column.empty()) {
        Q_EMIT refused(tr("The table has no columns yet"));
        return;
    }
    const Result<void> done = m_document.edit(tr("Add index"), [&](ProjectState& state) -> Result<void> {
        const Result<ObjectKey> added = addIndex(state, m_key, {column});
        if (!added)
            return std::unexpected(added.error());
        m_selected = added->name;
        return {};
    });
    refuse(done);
    fill();
    m_keys->setFocus();
}

void IndexesEditor::change(const QString& what, const std::function<void(Index&)>& function)
{
    const ObjectKey key = selectedKey();
    const Result<void> done = m_document.edit(tr("Change %1 of %2").arg(what, toQt(m_selected)),
                                              [&](ProjectState& state) { return changeIndex(state, key, function); });
    refuse(done);
    showSelected();
}

} // namespace schemawright
