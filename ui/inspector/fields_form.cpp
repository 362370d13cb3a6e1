#include "ui/inspector/fields_form.h"

#include "ui/basics/choice_box.h"
#include "ui/basics/notice.h"
#include "ui/basics/sql_edit.h"
#include "ui/inspector/field_line.h"
#include "ui/inspector/list_editor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace schemawright {

namespace {

/// Texts that usually have several lines, and how many of them are shown.
int shownLines(const QString& path)
{
    if (path == u"body" || path == u"query")
        return 16;
    if (path == u"definition" || path == u"sql body")
        return 6;
    if (path == u"using" || path == u"with check" || path == u"expression" || path == u"where")
        return 3;
    return 0;
}

/// What few objects have: folded away where this one does not have it either.
bool isFolded(const FormField& field)
{
    static const QStringList rare{QStringLiteral("procedure"),
                                  QStringLiteral("window"),
                                  QStringLiteral("object file"),
                                  QStringLiteral("sql body"),
                                  QStringLiteral("leakproof"),
                                  QStringLiteral("cost"),
                                  QStringLiteral("rows"),
                                  QStringLiteral("support"),
                                  QStringLiteral("transforms"),
                                  QStringLiteral("inherits"),
                                  QStringLiteral("of type"),
                                  QStringLiteral("access method"),
                                  QStringLiteral("tablespace"),
                                  QStringLiteral("foreign server"),
                                  QStringLiteral("foreign options"),
                                  QStringLiteral("force row security"),
                                  QStringLiteral("replica identity")};
    const QString& text = field.value.text;
    const bool standard =
        field.type == FormField::Type::Choice ? text == field.choices.value(0) : text.isEmpty() || text == u"0";
    return standard && field.value.rows.empty() && rare.contains(field.path);
}

} // namespace

QString fieldTitle(const QString& path)
{
    QString words = path.section(u'.', -1);
    if (words == u"sql body")
        return FieldsForm::tr("SQL body");
    if (!words.isEmpty())
        words[0] = words[0].toUpper();
    return words;
}

FieldsForm::FieldsForm(SqlSyntax& syntax, QWidget* parent) : QWidget(parent), m_syntax(syntax)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch();
}

void FieldsForm::showFields(const QString& thing, const std::vector<FormField>& fields)
{
    const bool same =
        m_page != nullptr && thing == m_thing &&
        std::ranges::equal(fields, m_fields, [](const FormField& a, const FormField& b) { return a.sameShape(b); });
    m_fields = fields;
    if (!same) {
        m_thing = thing;
        build(fields);
    }
    for (std::size_t i = 0; i < fields.size(); ++i)
        showValue(m_editors[i], fields[i]);
}

void FieldsForm::build(const std::vector<FormField>& fields)
{
    delete m_page;
    m_editors.clear();
    m_lastEdited.clear();
    m_problem = nullptr;
    m_page = new QWidget(this);
    m_form = new QFormLayout(m_page);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_editors.assign(fields.size(), nullptr);
    for (const bool folded : {false, true}) {
        const int first = m_form->rowCount() + 1;
        if (folded && std::ranges::any_of(fields, isFolded))
            m_form->addRow(foldButton());
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (isFolded(fields[i]) == folded)
                m_editors[i] = addRow(fields[i]);
        }
        if (folded)
            m_firstFolded = first;
    }
    showFolded(false);
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, m_page);
}

QWidget* FieldsForm::foldButton()
{
    auto* button = new QToolButton(m_page);
    button->setObjectName(QStringLiteral("moreFields"));
    button->setText(tr("More options"));
    button->setToolTip(tr("Rarely used options of this kind of object"));
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setArrowType(Qt::RightArrow);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(button, &QToolButton::toggled, this, [this, button](bool open) {
        button->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        showFolded(open);
    });
    return button;
}

void FieldsForm::showFolded(bool open)
{
    for (int row = m_firstFolded; row < m_form->rowCount(); ++row)
        m_form->setRowVisible(row, open);
}

QWidget* FieldsForm::addRow(const FormField& field)
{
    QWidget* editor = editorFor(field);
    const QString title = fieldTitle(field.path);
    if (editor->objectName().isEmpty())
        editor->setObjectName(field.path);
    if (editor->accessibleName().isEmpty())
        editor->setAccessibleName(title);
    // What needs the width gets it.
    if (field.type == FormField::Type::List || qobject_cast<SqlEdit*>(editor) != nullptr) {
        auto* label = new QLabel(title, m_page);
        label->setBuddy(editor);
        m_form->addRow(label);
        m_form->addRow(editor);
    } else if (field.type == FormField::Type::Check) {
        m_form->addRow(QString(), editor);
    } else {
        m_form->addRow(title, editor);
    }
    return editor;
}

QWidget* FieldsForm::editorFor(const FormField& field)
{
    const QString path = field.path;
    const QString title = fieldTitle(path);
    switch (field.type) {
    case FormField::Type::List: {
        auto* list = new ListEditor(field, title, m_page);
        list->setObjectName(path + QStringLiteral("List"));
        connect(list, &ListEditor::edited, this,
                [this, path](const std::vector<QStringList>& rows) { tell(path, {{}, rows}); });
        return list;
    }
    case FormField::Type::Check: {
        auto* box = new QCheckBox(title, m_page);
        connect(box, &QCheckBox::clicked, this,
                [this, path](bool on) { tell(path, {on ? forms::yes : QString(), {}}); });
        return box;
    }
    case FormField::Type::Choice: {
        auto* box = new ChoiceBox(m_page);
        box->addItems(field.choices);
        connect(box, &QComboBox::textActivated, this, [this, path](const QString& text) { tell(path, {text, {}}); });
        return box;
    }
    case FormField::Type::Line: break;
    }
    if (const int lines = shownLines(path); lines > 0) {
        auto* sql = new SqlEdit(m_syntax, m_page);
        sql->setFixedHeight(sql->fontMetrics().lineSpacing() * lines + 14);
        connect(sql, &SqlEdit::edited, this, [this, path](const QString& text) { tell(path, {text, {}}); });
        return sql;
    }
    auto* line = new FieldLine(m_page);
    connect(line, &FieldLine::edited, this, [this, path](const QString& text) { tell(path, {text, {}}); });
    return line;
}

void FieldsForm::showValue(QWidget* editor, const FormField& field)
{
    if (auto* list = qobject_cast<ListEditor*>(editor))
        list->showRows(field.value.rows);
    else if (auto* box = qobject_cast<QCheckBox*>(editor))
        box->setChecked(!field.value.text.isEmpty());
    else if (auto* choice = qobject_cast<QComboBox*>(editor))
        choice->setCurrentText(field.value.text);
    else if (auto* sql = qobject_cast<SqlEdit*>(editor))
        sql->showValue(field.value.text);
    else if (auto* line = qobject_cast<FieldLine*>(editor))
        line->showValue(field.value.text);
}

void FieldsForm::tell(const QString& path, const FieldValue& value)
{
    m_lastEdited = path;
    Q_EMIT edited(path, value);
}

void FieldsForm::removeProblem()
{
    if (m_problem == nullptr)
        return;
    int row = 0;
    QFormLayout::ItemRole role{};
    m_form->getWidgetPosition(m_problem, &row, &role);
    m_form->removeRow(row);
    m_problem = nullptr;
    if (row < m_firstFolded)
        --m_firstFolded;
}

void FieldsForm::setProblem(const QString& message)
{
    if (m_page == nullptr || (message.isEmpty() && m_problem == nullptr))
        return;
    removeProblem();
    if (message.isEmpty())
        return;
    const auto find = [this](auto&& wanted) {
        const auto found = std::ranges::find_if(m_fields, wanted);
        return found == m_fields.end() ? nullptr : m_editors[static_cast<std::size_t>(found - m_fields.begin())];
    };
    QWidget* editor = find([this](const FormField& field) { return field.path == m_lastEdited; });
    if (editor == nullptr)
        editor = find([](const FormField& field) { return shownLines(field.path) > 0 && !isFolded(field); });
    int row = 0;
    if (editor != nullptr) {
        QFormLayout::ItemRole role{};
        m_form->getWidgetPosition(editor, &row, &role);
        ++row;
    }
    auto* notice = new Notice(m_page);
    notice->setObjectName(QStringLiteral("fieldProblem"));
    notice->say(message, Notice::Tone::Bad);
    m_form->insertRow(row, notice);
    if (row <= m_firstFolded)
        ++m_firstFolded;
    m_problem = notice;
}

} // namespace schemawright
