#include "ui/inspector/parts_editor.h"

#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/document/edits.h"
#include "ui/inspector/field_line.h"
#include "ui/inspector/fields_form.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QListWidget>
#include <QScrollArea>
#include <QShortcut>
#include <QToolButton>

namespace schemawright {

namespace {

constexpr int nameRole = Qt::UserRole;
constexpr int leastListRows = 3;

} // namespace

PartsEditor::PartsEditor(Document& document, SqlSyntax& syntax, Kind kind, QWidget* parent)
    : QWidget(parent), m_document(document), m_list(new QListWidget(this)), m_add(new QToolButton(this)),
      m_fields(new QWidget(this)), m_form(new QFormLayout(m_fields)), m_kind(kind), m_syntax(syntax),
      m_remove(new QToolButton(this))
{
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMinimumHeight((m_list->fontMetrics().height() + 6) * leastListRows);
    m_add->setIcon(themeIcon(QStringLiteral("list-add")));
    m_add->setText(tr("Add"));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_remove->setIcon(themeIcon(QStringLiteral("list-remove")));
    m_remove->setText(tr("Remove"));
    m_remove->setToolTip(tr("Removes the selected item (Delete)"));
    m_remove->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_remove->setObjectName(kind == Kind::Index ? QStringLiteral("removeIndex") : QStringLiteral("removeConstraint"));
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_name = line(kind == Kind::Index ? "indexName" : "constraintName", tr("Name"), {});

    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_fields);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    layout->addWidget(scroll, 2);

    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (m_showing)
            return;
        m_selected = item ? toUtf8(item->data(nameRole).toString()) : std::string();
        showSelected();
    });
    connect(m_remove, &QToolButton::clicked, this, &PartsEditor::removeSelected);
    auto* shortcut = new QShortcut(QKeySequence::Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, &PartsEditor::removeSelected);
    connect(m_name, &FieldLine::edited, this, &PartsEditor::rename);
}

FieldLine* PartsEditor::line(const char* name, const QString& label, const QString& hint)
{
    auto* field = new FieldLine(m_fields);
    field->setObjectName(QLatin1String(name));
    field->setPlaceholderText(hint);
    field->setAccessibleName(label);
    m_form->addRow(label, field);
    return field;
}

void PartsEditor::addFurther()
{
    m_more = new QToolButton(m_fields);
    m_more->setObjectName(m_kind == Kind::Index ? QStringLiteral("moreOfIndex") : QStringLiteral("moreOfConstraint"));
    m_more->setText(tr("More options"));
    m_more->setToolTip(tr("All other properties"));
    m_more->setCheckable(true);
    m_more->setAutoRaise(true);
    m_more->setArrowType(Qt::RightArrow);
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_further = new FieldsForm(m_syntax, m_fields);
    m_further->hide();
    m_form->addRow(m_more);
    m_form->addRow(m_further);
    connect(m_more, &QToolButton::toggled, this, [this](bool on) {
        m_more->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
        m_further->setVisible(on);
    });
    connect(m_further, &FieldsForm::edited, this, [this](const QString& path, const FieldValue& value) {
        setFurther(path, value);
        showSelected();
    });
}

void PartsEditor::showFurther(const std::vector<FormField>& fields)
{
    m_further->showFields(toQt(selectedKey().display()), fields);
}

ObjectKey PartsEditor::selectedKey() const
{
    return childKey(m_kind, m_key.schema, m_key.name, m_selected);
}

void PartsEditor::setTable(const ObjectKey& table)
{
    m_key = table;
    fill();
}

void PartsEditor::setProblem(const std::optional<Problem>& problem)
{
    m_problem = problem;
    fill();
}

void PartsEditor::select(const std::string& part)
{
    m_selected = part;
    fill();
}

void PartsEditor::fill()
{
    m_showing = true;
    m_list->clear();
    for (const Part& part : parts()) {
        // Names and expressions come from databases: one line, and never as rich text.
        const QString name = toQt(part.name);
        auto* item = new QListWidgetItem(part.icon, (name + QStringLiteral("   ") + part.summary).simplified(), m_list);
        item->setData(nameRole, name);
        item->setToolTip(plainTip(name + u'\n' + part.summary));
        if (m_problem && m_problem->key == childKey(m_kind, m_key.schema, m_key.name, part.name)) {
            item->setIcon(themeIcon(QStringLiteral("data-error")));
            item->setToolTip(plainTip(m_problem->message));
        }
        if (part.name == m_selected)
            m_list->setCurrentItem(item);
    }
    if (m_list->currentItem() == nullptr && m_list->count() > 0)
        m_list->setCurrentRow(0);
    m_selected = m_list->currentItem() ? toUtf8(m_list->currentItem()->data(nameRole).toString()) : std::string();
    m_showing = false;
    showSelected();
}

void PartsEditor::showSelected()
{
    const bool any = !m_selected.empty();
    m_fields->setVisible(any);
    m_remove->setEnabled(any);
    if (!any)
        return;
    m_showing = true;
    m_name->showValue(toQt(m_selected));
    showPart();
    m_showing = false;
}

void PartsEditor::removeSelected()
{
    if (m_selected.empty())
        return;
    const ObjectKey key = selectedKey();
    refuse(m_document.edit(tr("Remove %1").arg(toQt(key.name)),
                           [&](ProjectState& state) { return removeElements(state, {key}); }));
}

void PartsEditor::rename(const QString& name)
{
    const ObjectKey key = selectedKey();
    m_selected = toUtf8(name.trimmed());
    const Result<void> done = m_document.edit(tr("Rename %1").arg(toQt(key.name)), [&](ProjectState& state) {
        return renameElement(state, key, toUtf8(name.trimmed()), m_document.saved().catalog);
    });
    if (!done)
        m_selected = key.name;
    refuse(done);
    fill();
}

void PartsEditor::refuse(const Result<void>& done)
{
    if (!done)
        Q_EMIT refused(toQt(done.error().text()));
}

} // namespace schemawright
