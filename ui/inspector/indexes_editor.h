#pragma once

#include "ui/inspector/parts_editor.h"

class QCheckBox;
class QComboBox;
class QTableWidget;

namespace schemawright {

/// The indexes of a table or materialized view that do not belong to a constraint.
class IndexesEditor : public PartsEditor {
    Q_OBJECT

public:
    IndexesEditor(Document& document, SqlSyntax& syntax, QWidget* parent = nullptr);

protected:
    [[nodiscard]] std::vector<Part> parts() const override;
    void showPart() override;
    void setFurther(const QString& path, const FieldValue& value) override;

private:
    void buildFields();
    void connectFields();
    void add();
    void showKeys(const Index& index);
    void takeKeys();
    void change(const QString& what, const std::function<void(Index&)>& function);
    [[nodiscard]] const Index* selected() const;
    [[nodiscard]] bool hasColumn(const std::string& name) const;

    QComboBox* m_method;
    QTableWidget* m_keys;
    QCheckBox* m_unique;
    QCheckBox* m_nullsNotDistinct;
    FieldLine* m_include;
    FieldLine* m_where;
    FieldLine* m_comment;
};

} // namespace schemawright
