#include "ui/inspector/multi_form.h"

#include "diff/kinds/base/access.h"
#include "ui/basics/appearance.h"
#include "ui/basics/choice_box.h"
#include "ui/basics/text.h"
#include "ui/document/edits.h"
#include "ui/inspector/field_line.h"
#include "ui/inspector/schema_box.h"
#include "ui/workspace/table_clipboard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>

#include <algorithm>
#include <optional>

namespace schemawright {

namespace {

constexpr std::size_t shownNames = 30;

/// What all of them have; nothing where they differ.
template <class T> void share(std::optional<T>& shared, bool& first, const T& value)
{
    if (std::exchange(first, false))
        shared = value;
    else if (shared != value)
        shared.reset();
}

template <class T> class Shared {
public:
    void add(const T& value) { share(m_value, m_first, value); }
    [[nodiscard]] T valueOr(T other) const { return m_value.value_or(std::move(other)); }
    [[nodiscard]] const std::optional<T>& value() const { return m_value; }

private:
    std::optional<T> m_value;
    bool m_first = true;
};

void showTristate(QCheckBox* box, const std::optional<bool>& value)
{
    box->setTristate(!value);
    box->setCheckState(!value ? Qt::PartiallyChecked : *value ? Qt::Checked : Qt::Unchecked);
}

} // namespace

MultiForm::MultiForm(Document& document, QWidget* parent)
    : QWidget(parent), m_document(document), m_title(new QLabel(this)), m_form(new QFormLayout),
      m_names(new QLabel(this))
{
    build();
    connect(m_type, &FieldLine::edited, this, [this](const QString& text) {
        if (text.trimmed().isEmpty())
            return;
        forEach(tr("Change the type of %n columns", nullptr, static_cast<int>(m_keys.size())),
                [&](ProjectState& state, const ObjectKey& key) {
                    return changeColumn(state, key, [&](Column& column) { column.type = toUtf8(text.trimmed()); });
                });
    });
    connect(m_notNull, &QCheckBox::clicked, this, [this] {
        const bool on = m_notNull->checkState() != Qt::Unchecked;
        forEach(on ? tr("Set %n columns NOT NULL", nullptr, static_cast<int>(m_keys.size()))
                   : tr("Allow null in %n columns", nullptr, static_cast<int>(m_keys.size())),
                [&](ProjectState& state, const ObjectKey& key) {
                    return changeColumn(state, key, [&](Column& column) { column.notNull = on; });
                });
    });
    connect(m_default, &FieldLine::edited, this, [this](const QString& text) {
        forEach(tr("Change the default of %n columns", nullptr, static_cast<int>(m_keys.size())),
                [&](ProjectState& state, const ObjectKey& key) {
                    return changeColumn(
                        state, key, [&](Column& column) { column.defaultExpr = Expression(toUtf8(text.trimmed())); });
                });
    });
    connect(m_schema, &QComboBox::textActivated, this, &MultiForm::moveTo);
    connect(m_owner, &FieldLine::edited, this, [this](const QString& text) {
        forEach(tr("Change the owner of %n objects", nullptr, static_cast<int>(m_keys.size())),
                [&](ProjectState& state, const ObjectKey& key) {
                    return changeObject(state, key, [&](Object& object) {
                        object.attributes.owner = RoleName(toUtf8(text.trimmed()));
                    });
                });
    });
    connect(m_comment, &FieldLine::edited, this, [this](const QString& text) {
        forEach(tr("Comment on %n objects", nullptr, static_cast<int>(m_keys.size())),
                [&](ProjectState& state, const ObjectKey& key) {
                    if (key.kind == Kind::Column)
                        return changeColumn(state, key, [&](Column& column) { column.comment = toUtf8(text); });
                    if (key.kind == Kind::Constraint)
                        return changeConstraint(state, key, [&](Constraint& each) { each.comment = toUtf8(text); });
                    return changeObject(state, key, [&](Object& object) { object.attributes.comment = toUtf8(text); });
                });
    });
    const auto tables = [this](const QString& label, const std::function<void(Table&)>& change) {
        forEach(label, [&](ProjectState& state, const ObjectKey& key) {
            return changeTable(state, key, [&](Table& table) -> Result<void> {
                change(table);
                return {};
            });
        });
    };
    connect(m_rowSecurity, &QCheckBox::clicked, this, [this, tables] {
        const bool on = m_rowSecurity->checkState() != Qt::Unchecked;
        tables(tr("Change row security of %n tables", nullptr, static_cast<int>(m_keys.size())),
               [on](Table& table) { table.rowSecurity = on; });
    });
    connect(m_persistence, &QComboBox::activated, this, [this, tables](int index) {
        tables(tr("Change persistence of %n tables", nullptr, static_cast<int>(m_keys.size())),
               [index](Table& table) { table.persistence = static_cast<Persistence>(index); });
    });
}

void MultiForm::build()
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setObjectName(QStringLiteral("multiTitle"));
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto line = [this](const char* name, const QString& label) {
        auto* field = new FieldLine(this);
        field->setObjectName(QLatin1String(name));
        field->setAccessibleName(label);
        m_form->addRow(label, field);
        return field;
    };
    const auto check = [this](const char* name, const QString& label) {
        auto* box = new QCheckBox(label, this);
        box->setObjectName(QLatin1String(name));
        m_form->addRow(QString(), box);
        return box;
    };
    m_type = line("multiType", tr("Type"));
    m_notNull = check("multiNotNull", tr("Not null"));
    m_default = line("multiDefault", tr("Default"));
    m_schema = new SchemaBox(QStringLiteral("multiSchema"), this);
    m_form->addRow(tr("Schema"), m_schema);
    m_owner = line("multiOwner", tr("Owner"));
    m_comment = line("multiComment", tr("Comment"));
    m_rowSecurity = check("multiRowSecurity", tr("Row security"));
    m_persistence = new ChoiceBox(this);
    m_persistence->setObjectName(QStringLiteral("multiPersistence"));
    m_persistence->setAccessibleName(tr("Persistence"));
    for (const std::string_view name : EnumNames<Persistence>::names)
        m_persistence->addItem(toQt(name));
    m_form->addRow(tr("Persistence"), m_persistence);
    m_names->setTextFormat(Qt::PlainText);
    m_names->setWordWrap(true);
    m_names->setForegroundRole(QPalette::PlaceholderText);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_title);
    layout->addLayout(m_form);
    layout->addWidget(m_names);
    layout->addStretch();
}

void MultiForm::setKeys(const std::vector<ObjectKey>& keys)
{
    m_keys = keys;
    show();
}

bool MultiForm::areColumns() const
{
    return std::ranges::all_of(m_keys, [](const ObjectKey& key) { return key.kind == Kind::Column; });
}

void MultiForm::show()
{
    Shared<std::string> type;
    Shared<std::string> value;
    Shared<std::string> owner;
    Shared<std::string> comment;
    Shared<bool> notNull;
    Shared<bool> rowSecurity;
    Shared<int> persistence;
    bool owned = true;
    bool tables = true;
    QStringList names;
    for (const ObjectKey& key : m_keys) {
        if (static_cast<std::size_t>(names.size()) < shownNames)
            names.append(shortName(key).simplified());
        tables = tables && key.kind == Kind::Table;
        const Table* parent = m_document.catalog().get<Table>(keyOf(Kind::Table, key.schema, key.parent));
        if (const Column* column = parent && key.kind == Kind::Column ? parent->findColumn(key.name) : nullptr) {
            type.add(column->type);
            value.add(column->defaultExpr);
            notNull.add(column->notNull);
            comment.add(column->comment);
        } else if (const Constraint* part =
                       parent && key.kind == Kind::Constraint ? parent->findConstraint(key.name) : nullptr) {
            comment.add(part->comment);
        }
        const Object* object = m_document.catalog().find(key);
        owned = owned && object != nullptr && hasOwner(key, *object);
        if (object == nullptr)
            continue;
        owner.add(object->attributes.owner);
        comment.add(object->attributes.comment);
        if (const Table* table = object->as<Table>()) {
            rowSecurity.add(table->rowSecurity);
            persistence.add(static_cast<int>(table->persistence));
        }
    }
    const bool columns = areColumns();
    const int count = static_cast<int>(m_keys.size());
    m_title->setText(columns  ? tr("%n columns", nullptr, count)
                     : tables ? tr("%n tables", nullptr, count)
                              : tr("%n objects", nullptr, count));
    m_names->setText(names.join(QStringLiteral(", ")) +
                     (m_keys.size() > shownNames ? QStringLiteral(" …") : QString()));
    m_form->setRowVisible(m_type, columns);
    m_form->setRowVisible(m_notNull, columns);
    m_form->setRowVisible(m_default, columns);
    showSchemas();
    m_form->setRowVisible(m_owner, owned);
    m_form->setRowVisible(m_rowSecurity, tables);
    m_form->setRowVisible(m_persistence, tables);
    const auto showText = [](FieldLine* line, const Shared<std::string>& shared) {
        line->showValue(toQt(shared.valueOr({})));
        line->setPlaceholderText(shared.value() ? QString() : tr("different"));
    };
    showText(m_type, type);
    showText(m_default, value);
    showText(m_owner, owner);
    showText(m_comment, comment);
    showTristate(m_notNull, notNull.value());
    showTristate(m_rowSecurity, rowSecurity.value());
    m_persistence->setCurrentIndex(persistence.valueOr(-1));
}

/// Of tables and views.
void MultiForm::showSchemas()
{
    Shared<std::string> schema;
    for (const ObjectKey& key : m_keys)
        schema.add(key.schema);
    m_form->setRowVisible(m_schema, std::ranges::all_of(m_keys, isCard));
    m_schema->showSchemas(m_document.catalog(), schema.valueOr({}));
}

void MultiForm::moveTo(const QString& schema)
{
    std::vector<ObjectKey> moved = m_keys;
    for (ObjectKey& key : moved)
        key.schema = toUtf8(schema);
    const Result<void> done =
        m_document.edit(tr("Move %n objects to schema %1", nullptr, static_cast<int>(m_keys.size())).arg(schema),
                        [&](ProjectState& state) -> Result<void> {
                            for (const ObjectKey& key : m_keys) {
                                if (Result<void> one = moveToSchema(state, key, toUtf8(schema)); !one)
                                    return one;
                            }
                            return {};
                        });
    if (done)
        Q_EMIT selectionRequested(moved);
    else
        Q_EMIT refused(toQt(done.error().text()));
}

void MultiForm::forEach(const QString& label,
                        const std::function<Result<void>(ProjectState&, const ObjectKey&)>& function)
{
    const Result<void> done = m_document.edit(label, [&](ProjectState& state) -> Result<void> {
        for (const ObjectKey& key : m_keys) {
            if (Result<void> one = function(state, key); !one)
                return one;
        }
        return {};
    });
    if (!done)
        Q_EMIT refused(toQt(done.error().text()));
    show();
}

} // namespace schemawright
