#include "ui/inspector/columns_model.h"

#include "model/sql.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/document/edits.h"
#include "ui/picture/card_content.h"

#include <QBrush>
#include <QComboBox>
#include <QCompleter>
#include <QFont>
#include <QGuiApplication>
#include <QIcon>
#include <QLineEdit>
#include <QPalette>

#include <algorithm>
#include <array>

namespace schemawright {

namespace {

/// PostgreSQL 17 manual, "Data Types": those that people give to columns.
constexpr std::array usualTypes{"bigint",
                                "boolean",
                                "bytea",
                                "character varying(255)",
                                "character(1)",
                                "cidr",
                                "citext",
                                "date",
                                "double precision",
                                "inet",
                                "integer",
                                "interval",
                                "json",
                                "jsonb",
                                "macaddr",
                                "money",
                                "numeric",
                                "numeric(12,2)",
                                "point",
                                "real",
                                "smallint",
                                "text",
                                "time without time zone",
                                "timestamp with time zone",
                                "timestamp without time zone",
                                "tsvector",
                                "uuid",
                                "xml",
                                "bigint[]",
                                "integer[]",
                                "text[]",
                                "uuid[]",
                                "int4range",
                                "int8range",
                                "numrange",
                                "daterange",
                                "tstzrange"};

QString identityText(Identity identity)
{
    return toQt(EnumNames<Identity>::names[static_cast<std::size_t>(identity)]);
}

} // namespace

ColumnsModel::ColumnsModel(Document& document, QObject* parent) : QAbstractTableModel(parent), m_document(document) {}

void ColumnsModel::setTable(const ObjectKey& table)
{
    const Catalog::Entry* entry = m_document.catalog().findEntry(table);
    const std::shared_ptr<const Object> object = entry ? entry->object : nullptr;
    const Table* before = m_object && m_key == table ? m_object->as<Table>() : nullptr;
    const Table* after = object ? object->as<Table>() : nullptr;
    // The same rows: an editor that is open, and the place in the list, stay.
    if (before && after && before->columns.size() == after->columns.size()) {
        m_object = object;
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, FieldCount - 1));
        return;
    }
    if (before && after && after->columns.size() == before->columns.size() + 1) {
        beginInsertRows({}, static_cast<int>(before->columns.size()), static_cast<int>(before->columns.size()));
        m_object = object;
        endInsertRows();
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, FieldCount - 1));
        return;
    }
    beginResetModel();
    m_key = table;
    m_object = object;
    endResetModel();
}

void ColumnsModel::setProblem(const std::optional<Problem>& problem)
{
    m_problem = problem;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, FieldCount - 1));
}

std::string ColumnsModel::columnAt(int row) const
{
    const Table* table = m_object ? m_object->as<Table>() : nullptr;
    return table && row >= 0 && static_cast<std::size_t>(row) < table->columns.size()
               ? table->columns[static_cast<std::size_t>(row)].name
               : std::string();
}

int ColumnsModel::rowOf(const std::string& column) const
{
    const Table* table = m_object ? m_object->as<Table>() : nullptr;
    if (table == nullptr)
        return -1;
    const auto found = std::ranges::find(table->columns, column, &Column::name);
    return found == table->columns.end() ? -1 : static_cast<int>(found - table->columns.begin());
}

QStringList ColumnsModel::knownTypes() const
{
    QStringList types;
    for (const Catalog::Entry& entry : m_document.catalog()) {
        if (entry.key->kind == Kind::Enum || entry.key->kind == Kind::Domain || entry.key->kind == Kind::CompositeType)
            types.append(toQt(quoteName(entry.key->schema, entry.key->name)));
    }
    for (const char* type : usualTypes)
        types.append(QLatin1String(type));
    return types;
}

int ColumnsModel::rowCount(const QModelIndex& parent) const
{
    const Table* table = m_object ? m_object->as<Table>() : nullptr;
    return parent.isValid() || table == nullptr ? 0 : static_cast<int>(table->columns.size()) + 1;
}

int ColumnsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FieldCount;
}

bool ColumnsModel::isKey(const std::string& column) const
{
    const Constraint* primary = m_object->as<Table>()->primaryKey();
    return primary != nullptr && std::ranges::contains(primary->columns, column);
}

QVariant ColumnsModel::text(const Column& column, int field) const
{
    switch (field) {
    case Name: return toQt(column.name);
    case Type: return toQt(column.type);
    case Default: return toQt(column.defaultExpr);
    case Identity: return column.identity == schemawright::Identity::None ? QString() : identityText(column.identity);
    case Comment: return toQt(column.comment);
    default: return {};
    }
}

QVariant ColumnsModel::data(const QModelIndex& index, int role) const
{
    const Table* table = m_object ? m_object->as<Table>() : nullptr;
    if (table == nullptr || !index.isValid())
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    if (row >= table->columns.size()) {
        if (index.column() == Name && role == Qt::DisplayRole)
            return tr("new column…");
        if (role == Qt::ForegroundRole)
            return QBrush(QGuiApplication::palette().color(QPalette::PlaceholderText));
        return {};
    }
    const Column& column = table->columns[row];
    const bool wrong = m_problem && m_problem->key == childKey(Kind::Column, m_key.schema, m_key.name, column.name);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Default && column.generated != Generated::No)
            return tr("generated: %1").arg(toQt(column.defaultExpr));
        if (index.column() == Type)
            return toQt(shortType(column.type, m_key.schema)); // as on the card
        return text(column, index.column());
    case Qt::EditRole: return index.column() == Identity ? identityText(column.identity) : text(column, index.column());
    case Qt::CheckStateRole:
        if (index.column() == NotNull)
            return column.notNull ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::DecorationRole:
        if (index.column() == Name && wrong)
            return themeIcon(QStringLiteral("data-error"));
        return {};
    case Qt::FontRole:
        if (index.column() == Name && isKey(column.name)) {
            QFont bold;
            bold.setBold(true);
            return bold;
        }
        return {};
    case Qt::ToolTipRole:
        return plainTip(wrong                    ? m_problem->message
                        : index.column() == Type ? toQt(column.type)
                                                 : data(index, Qt::DisplayRole).toString());
    case Qt::AccessibleTextRole:
        return index.column() == NotNull ? (column.notNull ? tr("not null") : tr("nullable"))
                                         : data(index, Qt::DisplayRole);
    default: return {};
    }
}

QVariant ColumnsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const bool tip = role == Qt::ToolTipRole;
    if (!tip && role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tip ? tr("The column's name; renaming keeps its data") : tr("Name");
    case Type: return tip ? tr("Any type of PostgreSQL") : tr("Type");
    case NotNull: return tip ? tr("NOT NULL: every row must have a value") : tr("Not null");
    case Default: return tip ? tr("The default value, as an SQL expression") : tr("Default");
    case Identity: return tip ? tr("GENERATED ... AS IDENTITY: PostgreSQL generates the values") : tr("Identity");
    case Comment: return tip ? tr("What the column is for") : tr("Comment");
    default: return {};
    }
}

Qt::ItemFlags ColumnsModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const bool fresh = index.row() == rowCount() - 1;
    if (index.column() == NotNull)
        return fresh ? flags : flags | Qt::ItemIsUserCheckable;
    return fresh && index.column() != Name ? flags : flags | Qt::ItemIsEditable;
}

Result<void> ColumnsModel::set(ProjectState& state, const Column& column, int field, const QVariant& value)
{
    const ObjectKey key = childKey(Kind::Column, m_key.schema, m_key.name, column.name);
    const std::string words = toUtf8(value.toString().trimmed());
    if (field == Name)
        return renameElement(state, key, words, m_document.saved().catalog);
    if (field == Type && words.empty())
        return fail(ErrorCode::Usage, "a column needs a type");
    return changeColumn(state, key, [&](Column& changed) {
        switch (field) {
        case Type: changed.type = words; break;
        case NotNull: changed.notNull = value.toInt() == Qt::Checked; break;
        case Default: changed.defaultExpr = Expression(words); break;
        case Comment: changed.comment = toUtf8(value.toString()); break;
        case Identity: {
            const auto& names = EnumNames<schemawright::Identity>::names;
            const auto found = std::ranges::find(names, std::string_view(words));
            if (found == names.end())
                break;
            changed.identity = static_cast<schemawright::Identity>(found - names.begin());
            // An identity column is NOT NULL and has no default. CREATE TABLE, "GENERATED ... AS IDENTITY".
            if (changed.identity != schemawright::Identity::None) {
                changed.notNull = true;
                changed.defaultExpr.clear();
            }
            break;
        }
        default: break;
        }
    });
}

bool ColumnsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const Table* table = m_object ? m_object->as<Table>() : nullptr;
    if (table == nullptr || (role != Qt::EditRole && role != Qt::CheckStateRole))
        return false;
    const auto row = static_cast<std::size_t>(index.row());
    Result<void> done;
    if (row >= table->columns.size()) {
        const std::string name = toUtf8(value.toString().trimmed());
        if (name.empty())
            return false;
        if (table->findColumn(name) != nullptr) {
            Q_EMIT refused(tr("column %1 already exists").arg(toQt(name)));
            return false;
        }
        done = m_document.edit(tr("Add column %1").arg(toQt(name)), [&](ProjectState& state) -> Result<void> {
            const Result<ObjectKey> added = addColumn(state, m_key, name);
            if (!added)
                return std::unexpected(added.error());
            return {};
        });
    } else {
        const Column column = table->columns[row];
        const QString label = index.column() == Name ? tr("Rename column %1").arg(toQt(column.name))
                                                     : tr("Change column %1").arg(toQt(column.name));
        done = m_document.edit(label, [&](ProjectState& state) { return set(state, column, index.column(), value); });
    }
    if (!done)
        Q_EMIT refused(toQt(done.error().text()));
    return done.has_value();
}

ColumnDelegate::ColumnDelegate(const ColumnsModel& model, QObject* parent) : QStyledItemDelegate(parent), m_model(model)
{
}

QWidget* ColumnDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                      const QModelIndex& index) const
{
    if (index.column() == ColumnsModel::Identity) {
        auto* box = new QComboBox(parent);
        for (const std::string_view name : EnumNames<Identity>::names)
            box->addItem(toQt(name));
        return box;
    }
    QWidget* editor = QStyledItemDelegate::createEditor(parent, option, index);
    if (auto* line = qobject_cast<QLineEdit*>(editor); line && index.column() == ColumnsModel::Type) {
        auto* completer = new QCompleter(m_model.knownTypes(), line);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        line->setCompleter(completer);
    }
    return editor;
}

void ColumnDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    if (auto* box = qobject_cast<QComboBox*>(editor)) {
        box->setCurrentText(index.data(Qt::EditRole).toString());
        return;
    }
    // While one types, what PostgreSQL made of the last edit must not overwrite it.
    auto* line = qobject_cast<QLineEdit*>(editor);
    if (line == nullptr || !line->isModified())
        QStyledItemDelegate::setEditorData(editor, index);
}

void ColumnDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    if (auto* box = qobject_cast<QComboBox*>(editor))
        model->setData(index, box->currentText(), Qt::EditRole);
    else
        QStyledItemDelegate::setModelData(editor, model, index);
}

} // namespace schemawright
