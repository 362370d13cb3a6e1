#include "ui/inspector/property_form.h"

#include "ui/document/edits.h"
#include "ui/inspector/attributes_editor.h"
#include "ui/inspector/fields_form.h"

#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace schemawright {

namespace {

/// Arguments without their defaults, which are no part of a function's identity.
QString withoutDefaults(const QString& arguments)
{
    static const QRegularExpression value(QStringLiteral("\\s*(\\bDEFAULT\\b|=)[^,]*"),
                                          QRegularExpression::CaseInsensitiveOption);
    return QString(arguments).remove(value).simplified();
}

/// What the rows of a list of named parts are, for renames.
std::optional<Kind> partOf(Kind kind, const QString& path)
{
    if (kind == Kind::Enum && path == u"values")
        return Kind::EnumValue;
    if (kind == Kind::CompositeType && path == u"attributes")
        return Kind::Attribute;
    return std::nullopt;
}

} // namespace

PropertyForm::PropertyForm(Document& document, SqlSyntax& syntax, QWidget* parent)
    : QWidget(parent), m_document(document), m_fields(new FieldsForm(syntax, this)),
      m_attributes(new AttributesEditor(document, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addWidget(m_fields);
    layout->addWidget(m_attributes);
    layout->addStretch();
    connect(m_fields, &FieldsForm::edited, this, &PropertyForm::apply);
    connect(m_attributes, &AttributesEditor::refused, this, &PropertyForm::refused);
}

void PropertyForm::setObject(const ObjectKey& key)
{
    const Object* object = m_document.catalog().find(key);
    if (object == nullptr)
        return;
    m_key = key;
    const std::vector<FormField> fields = std::visit([](const auto& body) { return formFields(body); }, object->body);
    m_fields->showFields(toQt(key.display()), fields);
    m_attributes->setObject(key);
}

void PropertyForm::setProblem(const QString& message)
{
    m_fields->setProblem(message);
}

void PropertyForm::apply(const QString& path, const FieldValue& value)
{
    if (m_key.kind == Kind::Function && path == u"arguments" && setArguments(value.text))
        return;
    if (renamePart(path, value))
        return;
    bool well = true;
    const Result<void> done =
        m_document.edit(tr("Change %1 of %2").arg(path, toQt(m_key.name)), [&](ProjectState& state) {
            return changeObject(state, m_key, [&](Object& object) {
                well = std::visit([&](auto& body) { return setFormField(body, path, value); }, object.body);
            });
        });
    if (!done)
        Q_EMIT refused(toQt(done.error().text()));
    else if (!well)
        Q_EMIT refused(tr("This is not a valid value for %1").arg(fieldTitle(path)));
    if (!done || !well)
        setObject(m_key);
}

bool PropertyForm::renamePart(const QString& path, const FieldValue& value)
{
    const std::optional<Kind> kind = partOf(m_key.kind, path);
    const Object* object = m_document.catalog().find(m_key);
    if (!kind || object == nullptr)
        return false;
    const std::vector<FormField> fields = std::visit([](const auto& body) { return formFields(body); }, object->body);
    const auto field = std::ranges::find(fields, path, &FormField::path);
    if (field == fields.end() || field->value.rows.size() != value.rows.size())
        return false;
    const auto [before, after] = std::ranges::mismatch(field->value.rows, value.rows);
    // One row, and of it the name: all that follows is as it was.
    if (before == field->value.rows.end() || before->size() != after->size() || before->front() == after->front() ||
        after->front().isEmpty() || !std::equal(before->begin() + 1, before->end(), after->begin() + 1) ||
        !std::equal(before + 1, field->value.rows.end(), after + 1))
        return false;
    const ObjectKey part = childKey(*kind, m_key.schema, m_key.name, toUtf8(before->front()));
    const Result<void> done =
        m_document.edit(tr("Rename %1 of %2").arg(before->front(), toQt(m_key.name)), [&](ProjectState& state) {
            return renameElement(state, part, toUtf8(after->front()), m_document.saved().catalog);
        });
    if (!done) {
        Q_EMIT refused(toQt(done.error().text()));
        setObject(m_key);
    }
    return true;
}

bool PropertyForm::setArguments(const QString& arguments)
{
    const Object* object = m_document.catalog().find(m_key);
    const Function* function = object ? object->as<Function>() : nullptr;
    if (function == nullptr || withoutDefaults(toQt(function->arguments)) == withoutDefaults(arguments))
        return false;
    ObjectKey key = m_key;
    key.args = toUtf8(withoutDefaults(arguments)); // until PostgreSQL has said which types these are
    Function changed = *function;
    changed.arguments = toUtf8(arguments.trimmed());
    const Attributes attributes = object->attributes;
    const Result<void> done =
        m_document.edit(tr("Change arguments of %1").arg(toQt(m_key.name)), [&](ProjectState& state) -> Result<void> {
            if (state.catalog.find(key) != nullptr)
                return fail(ErrorCode::Conflict, key.display() + " already exists");
            state.catalog = state.catalog.without(m_key).with(key, {changed, attributes});
            return {};
        });
    if (!done)
        Q_EMIT refused(toQt(done.error().text()));
    return true;
}

} // namespace schemawright
