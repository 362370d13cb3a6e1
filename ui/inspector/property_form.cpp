#include "ui/inspector/property_form.h"

#include "ui/edits.h"
#include "ui/inspector/field_line.h"
#include "ui/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <array>

namespace schemawright {

namespace {

/// Several lines of text, done when the focus leaves.
class FieldText : public QPlainTextEdit {
public:
    FieldText(QWidget* parent, std::function<void(const QString&)> done)
        : QPlainTextEdit(parent), m_done(std::move(done))
    {
        setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        setTabChangesFocus(true);
        setMinimumHeight(140);
    }
    void showValue(const QString& value)
    {
        m_value = value;
        if (!hasFocus() && toPlainText() != value)
            setPlainText(value);
    }

protected:
    void focusOutEvent(QFocusEvent* event) override
    {
        QPlainTextEdit::focusOutEvent(event);
        if (toPlainText() != m_value)
            m_done(toPlainText());
    }

private:
    std::function<void(const QString&)> m_done;
    QString m_value;
};

template <class E>
concept NamedEnum = std::is_enum_v<E> && requires { EnumNames<E>::names; };

/// Texts that usually have several lines.
bool isLong(std::string_view field)
{
    constexpr std::array names{"body", "query", "sql body", "definition"};
    return std::ranges::find(names, field) != names.end();
}

QString capitalized(std::string_view field)
{
    QString words = toQt(field);
    words[0] = words[0].toUpper();
    return words;
}

} // namespace

PropertyForm::PropertyForm(Document& document, QWidget* parent)
    : QWidget(parent), m_document(document), m_note(new QLabel(this))
{
    m_note->setWordWrap(true);
    m_note->setObjectName(QStringLiteral("readOnlyNote"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addWidget(m_note);
    layout->addStretch();
}

void PropertyForm::setObject(const ObjectKey& key)
{
    const Object* object = m_document.catalog().find(key);
    if (object == nullptr)
        return;
    if (m_fields == nullptr || key != m_key) {
        m_key = key;
        build();
    }
    showValues();
}

void PropertyForm::build()
{
    delete m_fields;
    m_editors.clear();
    m_fields = new QWidget(this);
    m_form = new QFormLayout(m_fields);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    bool readOnly = false;
    const auto add = [&](std::string_view name, QWidget* editor) {
        editor->setObjectName(toQt(name));
        editor->setAccessibleName(capitalized(name));
        m_form->addRow(capitalized(name), editor);
        m_editors.emplace_back(toQt(name), editor);
    };
    const auto visit = [&]<class T>(std::string_view name, const T&) {
        const QString field = toQt(name);
        if constexpr (std::is_same_v<T, std::string>) {
            if (isLong(name)) {
                add(name, new FieldText(m_fields, [this, field](const QString& text) { apply(field, text); }));
                return;
            }
            auto* line = new FieldLine(m_fields);
            connect(line, &FieldLine::edited, this, [this, field](const QString& text) { apply(field, text); });
            add(name, line);
        } else if constexpr (std::is_same_v<T, bool>) {
            auto* box = new QCheckBox(m_fields);
            connect(box, &QCheckBox::clicked, this,
                    [this, field](bool on) { apply(field, on ? QStringLiteral("t") : QString()); });
            add(name, box);
        } else if constexpr (NamedEnum<T>) {
            auto* box = new QComboBox(m_fields);
            for (const std::string_view each : EnumNames<T>::names)
                box->addItem(toQt(each));
            connect(box, &QComboBox::textActivated, this, [this, field](const QString& text) { apply(field, text); });
            add(name, box);
        } else {
            auto* label = new QLabel(m_fields);
            label->setTextFormat(Qt::PlainText);
            label->setTextInteractionFlags(Qt::TextSelectableByMouse);
            label->setWordWrap(true);
            add(name, label);
            readOnly = true;
        }
    };
    const Object& object = *m_document.catalog().find(m_key);
    std::visit([&](const auto& body) { forEachField(body, visit); }, object.body);
    auto* comment = new FieldLine(m_fields);
    connect(comment, &FieldLine::edited, this, [this](const QString& text) { apply(QStringLiteral("comment"), text); });
    add("comment", comment);
    m_note->setText(
        tr("Texts, switches and choices can be edited here; lists of this kind of object are shown for reading, "
           "and are edited in schema.sql for now."));
    m_note->setVisible(readOnly);
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, m_fields);
}

void PropertyForm::showValues()
{
    const Object& object = *m_document.catalog().find(m_key);
    const auto described = describe(object);
    const auto textOfField = [&](const QString& name) {
        // Lists are several lines in a description: "keys.1.column".
        QStringList lines;
        for (const auto& [path, text] : described) {
            const QString full = toQt(path);
            if (full == name)
                return toQt(text);
            if (full.startsWith(name + u'.') || full.startsWith(name + u'['))
                lines.append(full.mid(name.size() + 1) + QStringLiteral(": ") + toQt(text));
        }
        return lines.join(u'\n');
    };
    const auto show = [&]<class T>(std::string_view name, const T& value) {
        const auto found = std::ranges::find(m_editors, toQt(name), &std::pair<QString, QWidget*>::first);
        if (found == m_editors.end())
            return;
        QWidget* editor = found->second;
        if constexpr (std::is_same_v<T, std::string>) {
            if (auto* line = qobject_cast<FieldLine*>(editor))
                line->showValue(toQt(value));
            else if (auto* text = dynamic_cast<FieldText*>(editor))
                text->showValue(toQt(value));
        } else if constexpr (std::is_same_v<T, bool>) {
            qobject_cast<QCheckBox*>(editor)->setChecked(value);
        } else if constexpr (NamedEnum<T>) {
            qobject_cast<QComboBox*>(editor)->setCurrentIndex(static_cast<int>(value));
        } else {
            const QString text = textOfField(toQt(name));
            qobject_cast<QLabel*>(editor)->setText(text.isEmpty() ? QStringLiteral("–") : text);
        }
    };
    std::visit([&](const auto& body) { forEachField(body, show); }, object.body);
    show("comment", object.attributes.comment);
}

void PropertyForm::apply(const QString& field, const QString& value)
{
    const std::string name = toUtf8(field);
    const std::string text = toUtf8(value);
    const auto write = [&]<class T>(std::string_view each, T& member) {
        if (each != name)
            return;
        if constexpr (std::is_same_v<T, std::string>) {
            member = text;
        } else if constexpr (std::is_same_v<T, bool>) {
            member = !text.empty();
        } else if constexpr (NamedEnum<T>) {
            const auto& names = EnumNames<T>::names;
            const auto found = std::ranges::find(names, std::string_view(text));
            if (found != names.end())
                member = static_cast<T>(found - names.begin());
        }
    };
    const Result<void> done =
        m_document.edit(tr("Change %1 of %2").arg(field, toQt(m_key.name)), [&](ProjectState& state) {
            return changeObject(state, m_key, [&](Object& object) {
                if (name == "comment")
                    object.attributes.comment = text;
                else
                    std::visit([&](auto& body) { forEachField(body, write); }, object.body);
            });
        });
    if (!done)
        Q_EMIT refused(toQt(done.error().text()));
}

} // namespace schemawright
