#pragma once

#include "ui/background/resolver.h"
#include "ui/document/document.h"

#include <QWidget>

class QListWidget;
class QListWidgetItem;
class QToolButton;

namespace schemawright {

/// The triggers, policies, rules and statistics of a table: opens them in the inspector, adds and removes them.
class RelatedList : public QWidget {
    Q_OBJECT

public:
    explicit RelatedList(Document& document, QWidget* parent = nullptr);

    /// Shows the objects of the table.
    void setTable(const ObjectKey& table);
    /// Marks the object that PostgreSQL's message concerns; nullopt: none.
    void setProblem(const std::optional<Problem>& problem);

Q_SIGNALS:
    void refused(const QString& message);
    void opened(const schemawright::ObjectKey& key);

private:
    void fill();
    void removeSelected();
    void open(const QListWidgetItem* item);

    Document& m_document;
    ObjectKey m_key;
    std::optional<Problem> m_problem;
    QListWidget* m_list;
    QToolButton* m_add;
    QToolButton* m_open;
    QToolButton* m_remove;
};

} // namespace schemawright
