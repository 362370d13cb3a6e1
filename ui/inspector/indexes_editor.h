#pragma once

#include "ui/document.h"
#include "ui/resolver.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QListWidget;
class QTableWidget;
class QTableWidgetItem;
class QToolButton;

namespace schemawright {

class FieldLine;

/// A table's indexes that no constraint made: a list, and the chosen one's method, keys and options below.
class IndexesEditor : public QWidget {
    Q_OBJECT

public:
    explicit IndexesEditor(Document& document, QWidget* parent = nullptr);

    /// A table or a materialized view.
    void setTable(const ObjectKey& table);
    void setProblem(const std::optional<Problem>& problem);
    void select(const std::string& index);

Q_SIGNALS:
    void refused(const QString& message);

private:
    void build();
    void add();
    void removeSelected();
    void showSelected();
    void showKeys(const Index& index);
    void takeKeys();
    void change(const QString& what, const std::function<void(Index&)>& function);
    [[nodiscard]] ObjectKey selectedKey() const;
    [[nodiscard]] const Index* selected() const;
    [[nodiscard]] bool hasColumn(const std::string& name) const;

    Document& m_document;
    ObjectKey m_key;
    std::string m_selected;
    std::optional<Problem> m_problem;
    bool m_showing = false;
    QListWidget* m_list;
    QToolButton* m_remove;
    QWidget* m_fields;
    FieldLine* m_name;
    QComboBox* m_method;
    QTableWidget* m_keys;
    QCheckBox* m_unique;
    QCheckBox* m_nullsNotDistinct;
    FieldLine* m_include;
    FieldLine* m_where;
    FieldLine* m_comment;
};

} // namespace schemawright
