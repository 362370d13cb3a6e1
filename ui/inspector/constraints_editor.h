#pragma once

#include "ui/document.h"
#include "ui/resolver.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QListWidget;
class QToolButton;

namespace schemawright {

class FieldLine;

/// A table's primary key, unique constraints, foreign keys, checks and exclusions: a list, and the chosen one's fields below.
class ConstraintsEditor : public QWidget {
    Q_OBJECT

public:
    explicit ConstraintsEditor(Document& document, QWidget* parent = nullptr);

    void setTable(const ObjectKey& table);
    void setProblem(const std::optional<Problem>& problem);
    void select(const std::string& constraint);

Q_SIGNALS:
    void refused(const QString& message);

private:
    void build();
    void add(ConstraintType type);
    void removeSelected();
    void showSelected();
    void showTargets(const Constraint& constraint);
    void change(const QString& what, const std::function<Result<void>(Constraint&)>& function);
    [[nodiscard]] const Table* table() const;
    [[nodiscard]] const Constraint* selected() const;
    [[nodiscard]] Result<std::vector<std::string>> checkedColumns(const QString& text, const Table* of) const;

    Document& m_document;
    ObjectKey m_key;
    std::string m_selected;
    std::optional<Problem> m_problem;
    bool m_showing = false;
    QListWidget* m_list;
    QToolButton* m_add;
    QToolButton* m_remove;
    QWidget* m_fields;
    QFormLayout* m_form;
    FieldLine* m_name;
    FieldLine* m_columns;
    FieldLine* m_include;
    QComboBox* m_target;
    FieldLine* m_targetColumns;
    QComboBox* m_onDelete;
    QComboBox* m_onUpdate;
    QCheckBox* m_deferrable;
    QCheckBox* m_nullsNotDistinct;
    FieldLine* m_expression;
    FieldLine* m_comment;
};

} // namespace schemawright
