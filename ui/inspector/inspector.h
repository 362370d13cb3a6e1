#pragma once

#include "ui/background/resolver.h"
#include "ui/background/routine_watch.h"
#include "ui/document/document.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QFormLayout;

namespace schemawright {

class FieldLine;
class SchemaBox;
class MultiForm;
class Notice;
class PropertyForm;
class SqlSyntax;
class TableForm;

/// Shows and edits the selection.
class Inspector : public QWidget {
    Q_OBJECT

public:
    Inspector(Document& document, Resolver& resolver, RoutineWatch& bodies, SqlSyntax& syntax,
              QWidget* parent = nullptr);

    /// Shows the objects; several at once in one form.
    void setSelection(const std::vector<ObjectKey>& keys);
    /// Moves the focus to the name.
    void editName();
    /// Adds a column to the shown table and starts to edit its name.
    void addColumn();

Q_SIGNALS:
    /// A part of the shown object was selected, or the shown object was renamed.
    void selectionRequested(const std::vector<schemawright::ObjectKey>& keys);

protected:
    void changeEvent(QEvent* event) override;

private:
    void onChanged(const ProjectState& before, const ProjectState& after);
    void moveTo(const QString& schema);
    void show();
    void showProblem();
    void refuse(const QString& message);

    Document& m_document;
    Resolver& m_resolver;
    RoutineWatch& m_bodies;
    std::vector<ObjectKey> m_selection;
    ObjectKey m_key;  ///< the shown object; for a column, its table
    ObjectKey m_part; ///< the selected part of it
    QString m_refused;
    QStackedWidget* m_pages;
    QLabel* m_empty;
    MultiForm* m_multi;
    QWidget* m_page;
    QFormLayout* m_heading = nullptr;
    QLabel* m_icon;
    QLabel* m_kind;
    FieldLine* m_name;
    SchemaBox* m_schema;
    FieldLine* m_comment;
    Notice* m_message;
    QStackedWidget* m_forms;
    TableForm* m_table;
    PropertyForm* m_properties;
};

} // namespace schemawright
