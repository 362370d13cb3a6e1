#include "ui/inspector/inspector.h"

#include "ui/basics/appearance.h"
#include "ui/basics/notice.h"
#include "ui/basics/text.h"
#include "ui/document/edits.h"
#include "ui/document/followed.h"
#include "ui/inspector/field_line.h"
#include "ui/inspector/multi_form.h"
#include "ui/inspector/property_form.h"
#include "ui/inspector/schema_box.h"
#include "ui/inspector/table_form.h"

#include "model/rename.h"

#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace schemawright {

Inspector::Inspector(Document& document, Resolver& resolver, RoutineWatch& bodies, SqlSyntax& syntax, QWidget* parent)
    : QWidget(parent), m_document(document), m_resolver(resolver), m_bodies(bodies), m_pages(new QStackedWidget(this)),
      m_empty(new QLabel(this)), m_multi(new MultiForm(document, this)), m_page(new QWidget(this)),
      m_icon(new QLabel(this)), m_kind(new QLabel(this)), m_name(new FieldLine(this)),
      m_schema(new SchemaBox(QStringLiteral("objectSchema"), this)), m_comment(new FieldLine(this)),
      m_message(new Notice(this)), m_forms(new QStackedWidget(this)), m_table(new TableForm(document, syntax, this)),
      m_properties(new PropertyForm(document, syntax, this))
{
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(24);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setText(tr("Select a table on the diagram or an object in the tree to see and edit it here."));
    m_kind->setTextFormat(Qt::PlainText);
    m_kind->setForegroundRole(QPalette::PlaceholderText);
    m_name->setObjectName(QStringLiteral("objectName"));
    m_name->setAccessibleName(tr("Name"));
    QFont bold = m_name->font();
    bold.setBold(true);
    m_name->setFont(bold);
    m_comment->setObjectName(QStringLiteral("objectComment"));
    m_comment->setAccessibleName(tr("Comment"));
    m_comment->setPlaceholderText(tr("Description of the object"));
    m_message->setObjectName(QStringLiteral("objectMessage"));

    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_properties);
    m_forms->addWidget(m_table);
    m_forms->addWidget(scroll);

    auto* heading = new QHBoxLayout;
    heading->addWidget(m_icon);
    heading->addWidget(m_kind, 1);
    m_heading = new QFormLayout;
    QFormLayout* form = m_heading;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Schema"), m_schema);
    form->addRow(tr("Comment"), m_comment);
    auto* layout = new QVBoxLayout(m_page);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addLayout(heading);
    layout->addLayout(form);
    layout->addWidget(m_message);
    layout->addWidget(m_forms, 1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_multi);
    m_pages->addWidget(m_page);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_pages);

    connect(&m_document, &Document::changed, this, &Inspector::onChanged);
    connect(&m_resolver, &Resolver::stateChanged, this, &Inspector::showProblem);
    connect(&m_bodies, &RoutineWatch::changed, this, &Inspector::showProblem);
    connect(m_table, &TableForm::refused, this, &Inspector::refuse);
    connect(m_properties, &PropertyForm::refused, this, &Inspector::refuse);
    connect(m_multi, &MultiForm::selectionRequested, this, &Inspector::selectionRequested);
    connect(m_multi, &MultiForm::refused, this, &Inspector::refuse);
    connect(m_table, &TableForm::opened, this, [this](const ObjectKey& key) {
        setSelection({key});
        Q_EMIT selectionRequested({key});
    });
    connect(m_table, &TableForm::columnSelected, this, [this](const ObjectKey& column) {
        m_part = column;
        m_selection = {column};
        Q_EMIT selectionRequested(m_selection);
    });
    connect(m_name, &FieldLine::edited, this, [this](const QString& name) {
        const ObjectKey key = m_key;
        ObjectKey renamed = key;
        renamed.name = toUtf8(name.trimmed());
        const Result<void> done = m_document.edit(tr("Rename %1").arg(toQt(key.name)), [&](ProjectState& state) {
            return renameElement(state, key, renamed.name, m_document.saved().catalog);
        });
        if (!done) {
            refuse(toQt(done.error().text()));
            m_name->showValue(toQt(key.name));
            return;
        }
        setSelection({renamed});
        Q_EMIT selectionRequested({renamed});
    });
    connect(m_schema, &QComboBox::textActivated, this, &Inspector::moveTo);
    connect(m_comment, &FieldLine::edited, this, [this](const QString& text) {
        const Result<void> done = m_document.edit(tr("Comment on %1").arg(toQt(m_key.name)), [&](ProjectState& state) {
            return changeObject(state, m_key, [&](Object& object) { object.attributes.comment = toUtf8(text); });
        });
        if (!done)
            refuse(toQt(done.error().text()));
    });
    show();
}

void Inspector::moveTo(const QString& schema)
{
    const ObjectKey key = m_key;
    if (key.schema == toUtf8(schema))
        return;
    const ObjectKey moved = renamedKey(moveOf(m_document.catalog(), key, toUtf8(schema), key.name));
    const Result<void> done =
        m_document.edit(tr("Move %1 to schema %2").arg(toQt(key.name), schema),
                        [&](ProjectState& state) { return moveToSchema(state, key, toUtf8(schema)); });
    if (!done) {
        refuse(toQt(done.error().text()));
        m_schema->showSchemas(m_document.catalog(), key.schema);
        return;
    }
    setSelection({moved});
    Q_EMIT selectionRequested({moved});
}

void Inspector::setSelection(const std::vector<ObjectKey>& keys)
{
    if (keys != m_selection)
        m_refused.clear();
    m_selection = keys;
    m_part = keys.size() == 1 ? keys.front() : ObjectKey{};
    m_key = m_part;
    const bool part = m_part.kind == Kind::Column || m_part.kind == Kind::Constraint;
    const bool index =
        m_part.kind == Kind::Index && m_document.catalog().get<Table>(keyOf(Kind::Table, m_part.schema, m_part.parent));
    if (part || index)
        m_key = keyOf(Kind::Table, m_part.schema, m_part.parent);
    show();
}

void Inspector::editName()
{
    m_name->setFocus();
    m_name->selectAll();
}

void Inspector::addColumn()
{
    if (m_forms->currentIndex() == 0)
        m_table->addColumn();
}

void Inspector::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_key.name.empty())
        m_icon->setPixmap(kindIcon(m_key.kind).pixmap(16, 16));
}

void Inspector::onChanged(const ProjectState& before, const ProjectState& after)
{
    if (after.sharesCatalogWith(before))
        return;
    m_refused.clear();
    setSelection(followed(m_selection, before, after));
}

void Inspector::show()
{
    const Object* object = m_key.name.empty() ? nullptr : m_document.catalog().find(m_key);
    if (object == nullptr) {
        if (m_selection.size() > 1)
            m_multi->setKeys(m_selection);
        m_pages->setCurrentWidget(m_selection.size() > 1 ? static_cast<QWidget*>(m_multi) : m_empty);
        return;
    }
    const bool table = m_key.kind == Kind::Table;
    m_icon->setPixmap(kindIcon(m_key.kind).pixmap(16, 16));
    QString kind = toQt(kindName(m_key.kind));
    if (!m_key.schema.empty())
        kind += m_key.parent.empty() ? tr(" in schema %1").arg(toQt(m_key.schema))
                                     : tr(" of %1.%2").arg(toQt(m_key.schema), toQt(m_key.parent));
    m_kind->setText(kind.simplified());
    m_name->showValue(toQt(m_key.name));
    m_heading->setRowVisible(m_schema, canMove(m_document.catalog(), m_key));
    m_schema->showSchemas(m_document.catalog(), m_key.schema);
    m_comment->showValue(toQt(object->attributes.comment));
    if (table) {
        m_table->setTable(m_key, m_part);
        m_forms->setCurrentIndex(0);
    } else {
        m_properties->setObject(m_key);
        m_forms->setCurrentIndex(1);
    }
    m_pages->setCurrentWidget(m_page);
    showProblem();
}

void Inspector::showProblem()
{
    const std::optional<Problem>& problem = m_resolver.problem();
    m_table->setProblem(problem);
    const bool here = problem && (problem->key == m_key ||
                                  (problem->key.schema == m_key.schema && problem->key.parent == m_key.name));
    const bool table = m_key.kind == Kind::Table;
    m_properties->setProblem(here && !table ? problem->message : m_bodies.faultOf(m_key));
    m_message->say(m_refused.isEmpty() && here && table ? problem->message : m_refused, Notice::Tone::Bad);
}

void Inspector::refuse(const QString& message)
{
    m_refused = message;
    showProblem();
}

} // namespace schemawright
