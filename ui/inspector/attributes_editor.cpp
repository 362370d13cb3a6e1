#include "ui/inspector/attributes_editor.h"

#include "diff/kinds/base/access.h"
#include "ui/document/edits.h"
#include "ui/inspector/field_line.h"
#include "ui/inspector/grants_editor.h"
#include "ui/inspector/list_editor.h"

#include <QFormLayout>
#include <QLabel>

#include <algorithm>

namespace schemawright {

namespace {

const QString labelsPath = QStringLiteral("labels");

FormField labelsField(const Attributes& attributes)
{
    FormField field;
    field.path = labelsPath;
    forms::describeList(field, attributes.labels);
    return field;
}

} // namespace

AttributesEditor::AttributesEditor(Document& document, QWidget* parent)
    : QWidget(parent), m_document(document), m_form(new QFormLayout(this)), m_owner(new FieldLine(this)),
      m_grantsLabel(new QLabel(tr("Privileges"), this)), m_grants(new GrantsEditor(this)),
      m_labelsLabel(new QLabel(tr("Security labels"), this)),
      m_labels(new ListEditor(labelsField({}), tr("Security labels"), this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_owner->setObjectName(QStringLiteral("objectOwner"));
    m_owner->setAccessibleName(tr("Owner"));
    m_owner->setPlaceholderText(tr("a role; empty: the role that creates it"));
    m_form->addRow(tr("Owner"), m_owner);
    m_form->addRow(m_grantsLabel);
    m_form->addRow(m_grants);
    m_form->addRow(m_labelsLabel);
    m_form->addRow(m_labels);
    connect(m_owner, &FieldLine::edited, this, [this](const QString& text) {
        change(tr("Change owner of %1").arg(toQt(m_key.name)),
               [&](Attributes& attributes) { attributes.owner = RoleName(toUtf8(text.trimmed())); });
    });
    connect(m_grants, &GrantsEditor::edited, this, [this](const Acl& acl) {
        change(tr("Change privileges on %1").arg(toQt(m_key.name)),
               [&](Attributes& attributes) { attributes.acl = acl; });
    });
    connect(m_labels, &ListEditor::edited, this, [this](const std::vector<QStringList>& rows) {
        change(tr("Change security labels of %1").arg(toQt(m_key.name)), [&](Attributes& attributes) {
            (void)forms::setList(attributes.labels, rows); // two texts: any are well
            std::ranges::sort(attributes.labels);
        });
    });
}

void AttributesEditor::setObject(const ObjectKey& key)
{
    const Object* object = m_document.catalog().find(key);
    if (object == nullptr)
        return;
    m_key = key;
    const char type = factsOf(key.kind).privileges;
    m_form->setRowVisible(m_owner, hasOwner(key, *object));
    m_form->setRowVisible(m_grantsLabel, type != 0);
    m_form->setRowVisible(m_grants, type != 0);
    // Providers of labels are rare: the list is there where one is used.
    const bool labelled = !object->attributes.labels.empty();
    m_form->setRowVisible(m_labelsLabel, labelled);
    m_form->setRowVisible(m_labels, labelled);
    m_owner->showValue(toQt(object->attributes.owner));
    if (type != 0)
        m_grants->showGrants(object->attributes.acl, type);
    m_labels->showRows(labelsField(object->attributes).value.rows);
}

void AttributesEditor::change(const QString& label, const std::function<void(Attributes&)>& function)
{
    const Result<void> done = m_document.edit(label, [&](ProjectState& state) {
        return changeObject(state, m_key, [&](Object& object) { function(object.attributes); });
    });
    if (!done)
        Q_EMIT refused(toQt(done.error().text()));
}

} // namespace schemawright
