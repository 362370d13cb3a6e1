#include "ui/inspector/constraints_editor.h"

#include "model/sql.h"
#include "ui/basics/appearance.h"
#include "ui/basics/choice_box.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/document/edits.h"
#include "ui/inspector/field_line.h"
#include "ui/inspector/form_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QListWidget>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace schemawright {

namespace {

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
    case ConstraintType::PrimaryKey: return ConstraintsEditor::tr("primary key (%1)").arg(listText(constraint.columns));
    case ConstraintType::Unique: return ConstraintsEditor::tr("unique (%1)").arg(listText(constraint.columns));
    case ConstraintType::ForeignKey:
        return ConstraintsEditor::tr("(%1) → %2").arg(listText(constraint.columns), toQt(constraint.refTable.name));
    case ConstraintType::Check:
    case ConstraintType::Exclude: return toQt(constraint.expression).simplified();
    }
    return {};
}

/// What has a line of its own in the form, what the type of constraint has not, and what PostgreSQL decides.
QStringList hiddenFields(ConstraintType type)
{
    QStringList hidden{QStringLiteral("name"),
                       QStringLiteral("type"),
                       QStringLiteral("columns"),
                       QStringLiteral("include"),
                       QStringLiteral("expression"),
                       QStringLiteral("nulls not distinct"),
                       QStringLiteral("references"),
                       QStringLiteral("referenced columns"),
                       QStringLiteral("on update"),
                       QStringLiteral("on delete"),
                       QStringLiteral("deferrable"),
                       QStringLiteral("initially deferred"),
                       QStringLiteral("comment"),
                       QStringLiteral("local"),
                       QStringLiteral("parent constraint")};
    const bool foreign = type == ConstraintType::ForeignKey;
    const bool check = type == ConstraintType::Check;
    if (!foreign)
        hidden << QStringLiteral("on delete columns") << QStringLiteral("match");
    if (!foreign && !check)
        hidden << QStringLiteral("not valid");
    if (!check)
        hidden << QStringLiteral("no inherit");
    if (foreign || check)
        hidden << QStringLiteral("index options") << QStringLiteral("tablespace") << QStringLiteral("clustered")
               << QStringLiteral("replica identity") << QStringLiteral("index comment");
    return hidden;
}

QComboBox* actionBox(QWidget* parent)
{
    auto* box = new ChoiceBox(parent);
    for (const std::string_view name : EnumNames<ForeignKeyAction>::names)
        box->addItem(toQt(name));
    return box;
}

} // namespace

ConstraintsEditor::ConstraintsEditor(Document& document, SqlSyntax& syntax, QWidget* parent)
    : PartsEditor(document, syntax, Kind::Constraint, parent)
{
    buildFields();
    connectFields();
}

void ConstraintsEditor::buildFields()
{
    m_list->setObjectName(QStringLiteral("constraints"));
    m_list->setAccessibleName(tr("Keys and checks"));
    auto* menu = new QMenu(this);
    const auto offer = [&](ConstraintType type, const QString& text) {
        menu->addAction(constraintIcon(type), text, this, [this, type] { add(type); });
    };
    offer(ConstraintType::PrimaryKey, tr("Primary key"));
    offer(ConstraintType::Unique, tr("Unique constraint"));
    offer(ConstraintType::ForeignKey, tr("Foreign key"));
    offer(ConstraintType::Check, tr("Check"));
    offer(ConstraintType::Exclude, tr("Exclusion"));
    m_add->setObjectName(QStringLiteral("addConstraint"));
    m_add->setToolTip(tr("Add a key or a check"));
    m_add->setMenu(menu);
    m_add->setPopupMode(QToolButton::InstantPopup);

    m_columns = line("constraintColumns", tr("Columns"), tr("name, name"));
    m_target = new ChoiceBox(m_fields);
    m_target->setObjectName(QStringLiteral("constraintTarget"));
    m_target->setAccessibleName(tr("Referenced table"));
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_form->addRow(tr("References"), m_target);
    m_targetColumns = line("constraintTargetColumns", tr("Referenced columns"), tr("name, name"));
    m_onDelete = actionBox(m_fields);
    m_onDelete->setObjectName(QStringLiteral("constraintOnDelete"));
    m_onDelete->setAccessibleName(tr("On delete"));
    m_form->addRow(tr("On delete"), m_onDelete);
    m_onUpdate = actionBox(m_fields);
    m_onUpdate->setObjectName(QStringLiteral("constraintOnUpdate"));
    m_onUpdate->setAccessibleName(tr("On update"));
    m_form->addRow(tr("On update"), m_onUpdate);
    m_expression = line("constraintExpression", tr("Expression"), tr("for example total >= 0"));
    m_include = line("constraintInclude", tr("Include"), tr("additional columns in the index"));
    m_nullsNotDistinct = new QCheckBox(tr("Nulls not distinct"), m_fields);
    m_form->addRow(QString(), m_nullsNotDistinct);
    m_deferrable = new QCheckBox(tr("Deferrable"), m_fields);
    m_deferrable->setToolTip(tr("The check can be deferred to the end of the transaction"));
    m_form->addRow(QString(), m_deferrable);
    m_deferred = new QCheckBox(tr("Initially deferred"), m_fields);
    m_deferred->setToolTip(tr("INITIALLY DEFERRED: the check is deferred unless a transaction changes this"));
    m_form->addRow(QString(), m_deferred);
    m_comment = line("constraintComment", tr("Comment"), {});
    addFurther();
}

void ConstraintsEditor::connectFields()
{
    connect(m_columns, &FieldLine::edited, this, [this](const QString& text) {
        const ObjectKey key = selectedKey();
        const Result<void> done =
            m_document.edit(tr("Change columns of %1").arg(toQt(m_selected)), [&](ProjectState& state) -> Result<void> {
                const Result<std::vector<std::string>> names = checkedColumns(text, table());
                if (!names)
                    return std::unexpected(names.error());
                const Result<ObjectKey> changed = changeKeyColumns(state, key, *names, m_document.saved().catalog);
                if (!changed)
                    return std::unexpected(changed.error());
                m_selected = changed->name;
                return {};
            });
        refuse(done);
        showSelected();
    });
    connect(m_include, &FieldLine::edited, this, [this](const QString& text) {
        change(tr("included columns"), [&](Constraint& c) -> Result<void> {
            c.include = listFrom(text);
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
    connect(m_deferred, &QCheckBox::clicked, this, [this](bool on) {
        change(tr("deferral"), [&](Constraint& c) -> Result<void> {
            c.initiallyDeferred = on;
            c.deferrable = c.deferrable || on;
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
                return fail(ErrorCode::Usage, "a check needs an expression");
            c.expression = Expression(c.type == ConstraintType::Check ? parenthesized(text) : toUtf8(text));
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

const Table* ConstraintsEditor::table() const
{
    return m_document.catalog().get<Table>(m_key);
}

const Constraint* ConstraintsEditor::selected() const
{
    const Table* shown = table();
    return shown ? shown->findConstraint(m_selected) : nullptr;
}

std::vector<PartsEditor::Part> ConstraintsEditor::parts() const
{
    std::vector<Part> found;
    const Table* shown = table();
    if (shown == nullptr)
        return found;
    // The primary key first, then by kind and name.
    std::vector<const Constraint*> sorted;
    for (const Constraint& constraint : shown->constraints)
        sorted.push_back(&constraint);
    std::ranges::stable_sort(sorted, {}, [](const Constraint* c) { return c->type; });
    for (const Constraint* constraint : sorted)
        found.push_back({constraint->name, constraintIcon(constraint->type), summary(*constraint)});
    return found;
}

void ConstraintsEditor::showPart()
{
    const Constraint* constraint = selected();
    if (constraint == nullptr)
        return;
    const bool foreign = constraint->type == ConstraintType::ForeignKey;
    const bool expression = constraint->type == ConstraintType::Check || constraint->type == ConstraintType::Exclude;
    const bool unique = constraint->type == ConstraintType::Unique;
    const bool deferrable = constraint->type != ConstraintType::Check;
    m_form->setRowVisible(m_columns, !expression);
    m_form->setRowVisible(m_include, unique || constraint->type == ConstraintType::PrimaryKey);
    m_form->setRowVisible(m_target, foreign);
    m_form->setRowVisible(m_targetColumns, foreign);
    m_form->setRowVisible(m_onDelete, foreign);
    m_form->setRowVisible(m_onUpdate, foreign);
    m_form->setRowVisible(m_deferrable, deferrable);
    m_form->setRowVisible(m_deferred, deferrable && constraint->deferrable);
    m_form->setRowVisible(m_nullsNotDistinct, unique);
    m_form->setRowVisible(m_expression, expression);
    m_columns->showValue(listText(constraint->columns));
    m_include->showValue(listText(constraint->include));
    m_expression->showValue(toQt(constraint->expression));
    m_comment->showValue(toQt(constraint->comment));
    m_targetColumns->showValue(listText(constraint->refColumns));
    m_onDelete->setCurrentIndex(static_cast<int>(constraint->onDelete));
    m_onUpdate->setCurrentIndex(static_cast<int>(constraint->onUpdate));
    m_deferrable->setChecked(constraint->deferrable);
    m_deferred->setChecked(constraint->initiallyDeferred);
    m_nullsNotDistinct->setChecked(constraint->nullsNotDistinct);
    if (foreign)
        showTargets(*constraint);
    showFurther(formFields(*constraint, hiddenFields(constraint->type)));
}

void ConstraintsEditor::setFurther(const QString& path, const FieldValue& value)
{
    change(path, [&](Constraint& constraint) -> Result<void> {
        if (!setFormField(constraint, path, value))
            return fail(ErrorCode::Usage, "this is not a valid value for " + toUtf8(path));
        return {};
    });
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
        Q_EMIT refused(tr("The table already has a primary key"));
        return;
    }
    if (shown->columns.empty()) {
        Q_EMIT refused(tr("The table has no columns yet"));
        return;
    }
    Constraint constraint;
    constraint.type = type;
    if (type == ConstraintType::Check)
        constraint.expression = "(true)";
    else if (type == ConstraintType::Exclude)
        constraint.expression =
            Expression("EXCLUDE USING btree (" + quoteIdent(shown->columns.front().name) + " WITH =)");
    else
        constraint.columns = {shown->columns.front().name};
    if (type == ConstraintType::ForeignKey) {
        // Something valid to begin with: the table itself, by its primary key.
        const Constraint* primary = shown->primaryKey();
        if (primary == nullptr || primary->columns.size() != 1) {
            Q_EMIT refused(tr("Drag from a column onto a table on the diagram to create a foreign key"));
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
        refuse(done);
        return;
    }
    fill();
    (type == ConstraintType::Check || type == ConstraintType::Exclude ? m_expression : m_columns)->setFocus();
}

void ConstraintsEditor::change(const QString& what, const std::function<Result<void>(Constraint&)>& function)
{
    const ObjectKey key = selectedKey();
    const Result<void> done =
        m_document.edit(tr("Change %1 of %2").arg(what, toQt(m_selected)), [&](ProjectState& state) -> Result<void> {
            Result<void> inner;
            Result<void> outer =
                changeConstraint(state, key, [&](Constraint& constraint) { inner = function(constraint); });
            return outer ? inner : outer;
        });
    refuse(done);
    showSelected();
}

Result<std::vector<std::string>> ConstraintsEditor::checkedColumns(const QString& text, const Table* of) const
{
    std::vector<std::string> names = listFrom(text);
    if (names.empty())
        return fail(ErrorCode::Usage, "at least one column is needed");
    for (const std::string& name : names) {
        if (of != nullptr && of->findColumn(name) == nullptr)
            return fail(ErrorCode::NotFound, "column " + name + " does not exist");
    }
    return names;
}

} // namespace schemawright
