#include "ui/inspector/constraints_editor.h"

#include "ui/appearance.h"
#include "ui/edits.h"
#include "ui/inspector/field_line.h"
#include "ui/text.h"
#include "ui/theme_icon.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QShortcut>
#include <QToolButton>

#include <algorithm>

namespace schemawright {

namespace {

constexpr int nameRole = Qt::UserRole;

QIcon constraintIcon(ConstraintType type)
{
    switch (type) {
    case ConstraintType::PrimaryKey: return themeIcon(QStringLiteral("database-change-key"));
    case ConstraintType::Unique: return themeIcon(QStringLiteral("dialog-password"));
    case ConstraintType::ForeignKey: return themeIcon(QStringLiteral("draw-connector"));
    case ConstraintType::Check: return themeIcon(QStringLiteral("dialog-ok"));
    case ConstraintType::Exclude: return themeIcon(QStringLiteral("process-stop"));
    }
    return {};
}

QString summary(const Constraint& constraint)
{
    switch (constraint.type) {
    case ConstraintType::PrimaryKey: return ConstraintsEditor::tr("primary key (%1)").arg(textOf(constraint.columns));
    case ConstraintType::Unique: return ConstraintsEditor::tr("unique (%1)").arg(textOf(constraint.columns));
    case ConstraintType::ForeignKey:
        return ConstraintsEditor::tr("(%1) → %2").arg(textOf(constraint.columns), toQt(constraint.refTable.name));
    case ConstraintType::Check:
    case ConstraintType::Exclude: return toQt(constraint.expression).simplified();
    }
    return {};
}

QComboBox* actionBox(QWidget* parent)
{
    auto* box = new QComboBox(parent);
    for (const std::string_view name : EnumNames<ForeignKeyAction>::names)
        box->addItem(toQt(name));
    return box;
}

} // namespace

ConstraintsEditor::ConstraintsEditor(Document& document, QWidget* parent) : QWidget(parent), m_document(document)
{
    build();
    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (m_showing)
            return;
        m_selected = item ? toUtf8(item->data(nameRole).toString()) : std::string();
        showSelected();
    });
    connect(m_remove, &QToolButton::clicked, this, &ConstraintsEditor::removeSelected);
    auto* shortcut = new QShortcut(QKeySequence::Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, &ConstraintsEditor::removeSelected);

    connect(m_name, &FieldLine::edited, this, [this](const QString& name) {
        const ObjectKey key = childKey(Kind::Constraint, m_key.schema, m_key.name, m_selected);
        const std::string before = std::exchange(m_selected, toUtf8(name));
        const Result<void> done =
            m_document.edit(tr("Rename constraint %1").arg(toQt(before)), [&](ProjectState& state) {
                return renameElement(state, key, toUtf8(name), m_document.saved().catalog);
            });
        if (!done) {
            m_selected = before;
            Q_EMIT refused(toQt(done.error().text()));
            showSelected();
        }
    });
    connect(m_columns, &FieldLine::edited, this, [this](const QString& text) {
        change(tr("columns"), [&](Constraint& c) -> Result<void> {
            Result<std::vector<std::string>> names = checkedColumns(text, table());
            if (!names)
                return std::unexpected(names.error());
            c.columns = std::move(*names);
            return {};
        });
    });
    connect(m_include, &FieldLine::edited, this, [this](const QString& text) {
        change(tr("included columns"), [&](Constraint& c) -> Result<void> {
            c.include = namesOf(text);
            return {};
        });
    });
    connect(m_target, &QComboBox::activated, this, [this](int index) {
        const ObjectKey target = m_target->itemData(index).value<ObjectKey>();
        change(tr("referenced table"), [&](Constraint& c) -> Result<void> {
            const Table* referenced = m_document.catalog().get<Table>(target);
            c.refTable = {target.schema, target.name};
            if (const Constraint* primary = referenced ? referenced->primaryKey() : nullptr)
                c.refColumns = primary->columns;
            return {};
        });
    });
    connect(m_targetColumns, &FieldLine::edited, this, [this](const QString& text) {
        change(tr("referenced columns"), [&](Constraint& c) -> Result<void> {
            const Table* referenced =
                m_document.catalog().get<Table>(keyOf(Kind::Table, c.refTable.schema, c.refTable.name));
            Result<std::vector<std::string>> names = checkedColumns(text, referenced);
            if (!names)
                return std::unexpected(names.error());
            c.refColumns = std::move(*names);
            return {};
        });
    });
    connect(m_onDelete, &QComboBox::activated, this, [this](int index) {
        change(tr("ON DELETE"), [&](Constraint& c) -> Result<void> {
            c.onDelete = static_cast<ForeignKeyAction>(index);
            return {};
        });
    });
    connect(m_onUpdate, &QComboBox::activated, this, [this](int index) {
        change(tr("ON UPDATE"), [&](Constraint& c) -> Result<void> {
            c.onUpdate = static_cast<ForeignKeyAction>(index);
            return {};
        });
    });
    connect(m_deferrable, &QCheckBox::clicked, this, [this](bool on) {
        change(tr("deferral"), [&](Constraint& c) -> Result<void> {
            c.deferrable = on;
            c.initiallyDeferred = c.initiallyDeferred && on;
            return {};
        });
    });
    connect(m_nullsNotDistinct, &QCheckBox::clicked, this, [this](bool on) {
        change(tr("NULLS NOT DISTINCT"), [&](Constraint& c) -> Result<void> {
            c.nullsNotDistinct = on;
            return {};
        });
    });
    connect(m_expression, &FieldLine::edited, this, [this](const QString& text) {
        change(tr("expression"), [&](Constraint& c) -> Result<void> {
            if (text.trimmed().isEmpty())
                return fail(ErrorCode::Usage, "A check needs an expression");
            c.expression = c.type == ConstraintType::Check ? parenthesized(text) : toUtf8(text);
            return {};
        });
    });
    connect(m_comment, &FieldLine::edited, this, [this](const QString& text) {
        change(tr("comment"), [&](Constraint& c) -> Result<void> {
            c.comment = toUtf8(text);
            return {};
        });
    });
}

void ConstraintsEditor::build()
{
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("constraints"));
    m_list->setAccessibleName(tr("Keys and checks"));
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* menu = new QMenu(this);
    const auto offer = [&](ConstraintType type, const QString& text) {
        menu->addAction(constraintIcon(type), text, this, [this, type] { add(type); });
    };
    offer(ConstraintType::PrimaryKey, tr("Primary key"));
    offer(ConstraintType::Unique, tr("Unique constraint"));
    offer(ConstraintType::ForeignKey, tr("Foreign key"));
    offer(ConstraintType::Check, tr("Check"));
    m_add = new QToolButton(this);
    m_add->setObjectName(QStringLiteral("addConstraint"));
    m_add->setIcon(themeIcon(QStringLiteral("list-add")));
    m_add->setText(tr("Add"));
    m_add->setToolTip(tr("Add a key or a check"));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setMenu(menu);
    m_add->setPopupMode(QToolButton::InstantPopup);
    m_remove = new QToolButton(this);
    m_remove->setObjectName(QStringLiteral("removeConstraint"));
    m_remove->setIcon(themeIcon(QStringLiteral("list-remove")));
    m_remove->setText(tr("Remove"));
    m_remove->setToolTip(tr("Remove the selected one (Delete)"));
    m_remove->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);

    m_fields = new QWidget(this);
    m_form = new QFormLayout(m_fields);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto line = [this](const char* name, const QString& label, const QString& hint) {
        auto* field = new FieldLine(m_fields);
        field->setObjectName(QLatin1String(name));
        field->setPlaceholderText(hint);
        field->setAccessibleName(label);
        m_form->addRow(label, field);
        return field;
    };
    m_name = line("constraintName", tr("Name"), {});
    m_columns = line("constraintColumns", tr("Columns"), tr("name, name"));
    m_target = new QComboBox(m_fields);
    m_target->setObjectName(QStringLiteral("constraintTarget"));
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_form->addRow(tr("References"), m_target);
    m_targetColumns = line("constraintTargetColumns", tr("Its columns"), tr("name, name"));
    m_onDelete = actionBox(m_fields);
    m_onDelete->setObjectName(QStringLiteral("constraintOnDelete"));
    m_form->addRow(tr("On delete"), m_onDelete);
    m_onUpdate = actionBox(m_fields);
    m_form->addRow(tr("On update"), m_onUpdate);
    m_expression = line("constraintExpression", tr("Expression"), tr("for example total >= 0"));
    m_include = line("constraintInclude", tr("Include"), tr("further columns in the index"));
    m_nullsNotDistinct = new QCheckBox(tr("Nulls are not distinct"), m_fields);
    m_form->addRow(QString(), m_nullsNotDistinct);
    m_deferrable = new QCheckBox(tr("Deferrable"), m_fields);
    m_deferrable->setToolTip(tr("The check may wait until the transaction ends"));
    m_form->addRow(QString(), m_deferrable);
    m_comment = line("constraintComment", tr("Comment"), {});

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    layout->addWidget(m_fields);
}

const Table* ConstraintsEditor::table() const
{
    return m_document.catalog().get<Table>(m_key);
}

const Constraint* ConstraintsEditor::selected() const
{
    const Table* shown = table();
    return shown ? shown->findConstraint(m_selected) : nullptr;
}

void ConstraintsEditor::setTable(const ObjectKey& key)
{
    m_key = key;
    const Table* shown = table();
    m_showing = true;
    m_list->clear();
    if (shown != nullptr) {
        // The primary key first, then by kind and name.
        std::vector<const Constraint*> sorted;
        for (const Constraint& constraint : shown->constraints)
            sorted.push_back(&constraint);
        std::ranges::stable_sort(sorted, {}, [](const Constraint* c) { return c->type; });
        for (const Constraint* constraint : sorted) {
            const QString name = toQt(constraint->name);
            auto* item = new QListWidgetItem(constraintIcon(constraint->type),
                                             name + QStringLiteral("   ") + summary(*constraint), m_list);
            item->setData(nameRole, name);
            item->setToolTip((name + u'\n' + summary(*constraint)).toHtmlEscaped());
            if (m_problem && m_problem->key == childKey(Kind::Constraint, m_key.schema, m_key.name, constraint->name)) {
                item->setIcon(themeIcon(QStringLiteral("data-error")));
                item->setToolTip(m_problem->message.toHtmlEscaped());
            }
            if (constraint->name == m_selected)
                m_list->setCurrentItem(item);
        }
    }
    if (m_list->currentItem() == nullptr && m_list->count() > 0)
        m_list->setCurrentRow(0);
    m_selected = m_list->currentItem() ? toUtf8(m_list->currentItem()->data(nameRole).toString()) : std::string();
    m_showing = false;
    showSelected();
}

void ConstraintsEditor::setProblem(const std::optional<Problem>& problem)
{
    m_problem = problem;
    setTable(m_key);
}

void ConstraintsEditor::select(const std::string& constraint)
{
    m_selected = constraint;
    setTable(m_key);
}

void ConstraintsEditor::showSelected()
{
    const Constraint* constraint = selected();
    m_fields->setVisible(constraint != nullptr);
    m_remove->setEnabled(constraint != nullptr);
    if (constraint == nullptr)
        return;
    const bool foreign = constraint->type == ConstraintType::ForeignKey;
    const bool expression = constraint->type == ConstraintType::Check || constraint->type == ConstraintType::Exclude;
    const bool unique = constraint->type == ConstraintType::Unique;
    m_form->setRowVisible(m_columns, !expression);
    m_form->setRowVisible(m_include, unique || constraint->type == ConstraintType::PrimaryKey);
    m_form->setRowVisible(m_target, foreign);
    m_form->setRowVisible(m_targetColumns, foreign);
    m_form->setRowVisible(m_onDelete, foreign);
    m_form->setRowVisible(m_onUpdate, foreign);
    m_form->setRowVisible(m_deferrable, constraint->type != ConstraintType::Check);
    m_form->setRowVisible(m_nullsNotDistinct, unique);
    m_form->setRowVisible(m_expression, expression);
    m_name->showValue(toQt(constraint->name));
    m_columns->showValue(textOf(constraint->columns));
    m_include->showValue(textOf(constraint->include));
    m_expression->showValue(toQt(constraint->expression));
    m_comment->showValue(toQt(constraint->comment));
    m_targetColumns->showValue(textOf(constraint->refColumns));
    m_onDelete->setCurrentIndex(static_cast<int>(constraint->onDelete));
    m_onUpdate->setCurrentIndex(static_cast<int>(constraint->onUpdate));
    m_deferrable->setChecked(constraint->deferrable);
    m_nullsNotDistinct->setChecked(constraint->nullsNotDistinct);
    if (foreign)
        showTargets(*constraint);
}

void ConstraintsEditor::showTargets(const Constraint& constraint)
{
    m_target->clear();
    for (const Catalog::Entry& entry : m_document.catalog()) {
        if (entry.key->kind != Kind::Table)
            continue;
        m_target->addItem(shortName(*entry.key), QVariant::fromValue(*entry.key));
        if (constraint.refTable == QualifiedName{entry.key->schema, entry.key->name})
            m_target->setCurrentIndex(m_target->count() - 1);
    }
}

void ConstraintsEditor::add(ConstraintType type)
{
    const Table* shown = table();
    if (shown == nullptr)
        return;
    if (type == ConstraintType::PrimaryKey && shown->primaryKey() != nullptr) {
        Q_EMIT refused(tr("The table has a primary key already"));
        return;
    }
    if (shown->columns.empty()) {
        Q_EMIT refused(tr("The table has no column yet"));
        return;
    }
    Constraint constraint;
    constraint.type = type;
    if (type == ConstraintType::Check)
        constraint.expression = "(true)";
    else
        constraint.columns = {shown->columns.front().name};
    if (type == ConstraintType::ForeignKey) {
        // Something valid to begin with: the table itself, by its primary key.
        const Constraint* primary = shown->primaryKey();
        if (primary == nullptr || primary->columns.size() != 1) {
            Q_EMIT refused(tr("Drag from a column onto a table on the diagram to make a foreign key"));
            return;
        }
        constraint.refTable = {m_key.schema, m_key.name};
        constraint.refColumns = primary->columns;
    }
    const Result<void> done = m_document.edit(tr("Add constraint"), [&](ProjectState& state) -> Result<void> {
        const Result<ObjectKey> added = addConstraint(state, m_key, constraint);
        if (!added)
            return std::unexpected(added.error());
        m_selected = added->name;
        return {};
    });
    if (!done) {
        Q_EMIT refused(toQt(done.error().text()));
        return;
    }
    setTable(m_key);
    (type == ConstraintType::Check ? m_expression : m_columns)->setFocus();
}

void ConstraintsEditor::removeSelected()
{
    if (selected() == nullptr)
        return;
    const ObjectKey key = childKey(Kind::Constraint, m_key.schema, m_key.name, m_selected);
    const Result<void> done = m_document.edit(tr("Remove constraint %1").arg(toQt(m_selected)),
                                              [&](ProjectState& state) { return removeElements(state, {key}); });
    if (!done)
        Q_EMIT refused(toQt(done.error().text()));
}

void ConstraintsEditor::change(const QString& what, const std::function<Result<void>(Constraint&)>& function)
{
    const ObjectKey key = childKey(Kind::Constraint, m_key.schema, m_key.name, m_selected);
    const Result<void> done =
        m_document.edit(tr("Change %1 of %2").arg(what, toQt(m_selected)), [&](ProjectState& state) -> Result<void> {
            Result<void> inner;
            Result<void> outer =
                changeConstraint(state, key, [&](Constraint& constraint) { inner = function(constraint); });
            return outer ? inner : outer;
        });
    if (!done)
        Q_EMIT refused(toQt(done.error().text()));
    showSelected();
}

Result<std::vector<std::string>> ConstraintsEditor::checkedColumns(const QString& text, const Table* of) const
{
    std::vector<std::string> names = namesOf(text);
    if (names.empty())
        return fail(ErrorCode::Usage, "At least one column is needed");
    for (const std::string& name : names) {
        if (of != nullptr && of->findColumn(name) == nullptr)
            return fail(ErrorCode::NotFound, "There is no column " + name);
    }
    return names;
}

} // namespace schemawright
