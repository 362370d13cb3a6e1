#include "ui/inspector/column_form.h"

#include "ui/document/edits.h"
#include "ui/inspector/fields_form.h"
#include "ui/inspector/grants_editor.h"

#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace schemawright {

namespace {

constexpr char columnAclType = 'c'; // acldefault's letter
constexpr int pageHeight = 260;

/// What the row shows, and what PostgreSQL decides.
QStringList hiddenFields(const Column& column)
{
    QStringList hidden{QStringLiteral("name"),    QStringLiteral("type"),    QStringLiteral("not null"),
                       QStringLiteral("default"), QStringLiteral("comment"), QStringLiteral("identity"),
                       QStringLiteral("local")};
    if (column.identity == Identity::None) {
        hidden << QStringLiteral("identity sequence");
        for (const char* option : {"type", "start", "increment", "minimum", "maximum", "cache", "cycle"})
            hidden << QStringLiteral("identity options.") + QLatin1String(option);
    }
    // Only servers since PostgreSQL 18 know NOT NULL as a constraint.
    hidden << QStringLiteral("not null constraint.local");
    if (!column.notNull || column.notNullConstraint.name.empty())
        for (const char* part : {"name", "not valid", "no inherit", "comment"})
            hidden << QStringLiteral("not null constraint.") + QLatin1String(part);
    return hidden;
}

} // namespace

ColumnForm::ColumnForm(Document& document, SqlSyntax& syntax, QWidget* parent)
    : QWidget(parent), m_document(document), m_unfold(new QToolButton(this)), m_page(new QWidget(this)),
      m_fields(new FieldsForm(syntax, m_page)), m_grants(new GrantsEditor(m_page))
{
    m_unfold->setObjectName(QStringLiteral("columnDetails"));
    m_unfold->setToolTip(tr("All other properties of the column"));
    m_unfold->setAccessibleName(tr("Details of the column"));
    m_unfold->setCheckable(true);
    m_unfold->setAutoRaise(true);
    m_unfold->setArrowType(Qt::RightArrow);
    m_unfold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* inner = new QVBoxLayout(m_page);
    inner->setContentsMargins(0, 0, 6, 0);
    inner->addWidget(m_fields);
    inner->addWidget(new QLabel(tr("Privileges on the column"), m_page));
    inner->addWidget(m_grants);
    inner->addStretch();
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumHeight(pageHeight);
    scroll->setWidget(m_page);
    scroll->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_unfold);
    layout->addWidget(scroll);
    connect(m_unfold, &QToolButton::toggled, this, [this, scroll](bool on) {
        m_unfold->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
        scroll->setVisible(on);
    });
    connect(m_fields, &FieldsForm::edited, this, [this](const QString& path, const FieldValue& value) {
        bool well = true;
        change(path, [&](Column& column) { well = setFormField(column, path, value); });
        if (!well) {
            Q_EMIT refused(tr("This is not a valid value for %1").arg(fieldTitle(path)));
            setColumn(m_key);
        }
    });
    connect(m_grants, &GrantsEditor::edited, this,
            [this](const Acl& acl) { change(tr("privileges"), [&](Column& column) { column.acl = acl; }); });
}

void ColumnForm::setColumn(const ObjectKey& key)
{
    m_key = key;
    const Table* table = m_document.catalog().get<Table>(keyOf(Kind::Table, key.schema, key.parent));
    const Column* column = table ? table->findColumn(key.name) : nullptr;
    setVisible(column != nullptr);
    if (column == nullptr)
        return;
    m_unfold->setText(tr("Details of %1").arg(toQt(column->name).simplified()));
    m_fields->showFields(toQt(key.display()), formFields(*column, hiddenFields(*column)));
    m_grants->showGrants(column->acl, columnAclType);
}

void ColumnForm::change(const QString& what, const std::function<void(Column&)>& function)
{
    const Result<void> done =
        m_document.edit(tr("Change %1 of %2").arg(what, toQt(m_key.name)),
                        [&](ProjectState& state) { return changeColumn(state, m_key, function); });
    if (!done)
        Q_EMIT refused(toQt(done.error().text()));
}

} // namespace schemawright
