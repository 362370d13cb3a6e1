#pragma once

#include "ui/inspector/parts_editor.h"

class QCheckBox;
class QComboBox;

namespace schemawright {

/// A table's primary key, unique constraints, foreign keys, checks and exclusions.
class ConstraintsEditor : public PartsEditor {
    Q_OBJECT

public:
    ConstraintsEditor(Document& document, SqlSyntax& syntax, QWidget* parent = nullptr);

protected:
    [[nodiscard]] std::vector<Part> parts() const override;
    void showPart() override;
    void setFurther(const QString& path, const FieldValue& value) override;

private:
    void buildFields();
    void connectFields();
    void add(ConstraintType type);
    void showTargets(const Constraint& constraint);
    void change(const QString& what, const std::function<Result<void>(Constraint&)>& function);
    [[nodiscard]] const Table* table() const;
    [[nodiscard]] const Constraint* selected() const;
    [[nodiscard]] Result<std::vector<std::string>> checkedColumns(const QString& text, const Table* of) const;

    FieldLine* m_columns;
    FieldLine* m_include;
    QComboBox* m_target;
    FieldLine* m_targetColumns;
    QComboBox* m_onDelete;
    QComboBox* m_onUpdate;
    QCheckBox* m_deferrable;
    QCheckBox* m_deferred;
    QCheckBox* m_nullsNotDistinct;
    FieldLine* m_expression;
    FieldLine* m_comment;
};

} // namespace schemawright
