#pragma once

#include "diff/plan/plan.h"
#include "ui/basics/sql_view.h"

#include <QTabWidget>
#include <QWidget>

#include <vector>

class QLabel;
class QTreeWidget;

namespace schemawright {

/// One script: its SQL above, its statements with lock and risk below. Selecting a statement in one selects it in the other.
class ScriptView : public QWidget {
    Q_OBJECT

public:
    explicit ScriptView(SqlSyntax& syntax, QWidget* parent = nullptr);

    /// Shows the script of the plan and the facts of its statements.
    void setPlan(const Plan& plan);
    /// Marks the statements of these objects, without emitting a signal.
    void selectOrigins(const std::vector<ObjectKey>& keys);
    /// Whether long lines of the script go on in the next line.
    void setWrapped(bool wrapped);
    [[nodiscard]] int statementCount() const { return static_cast<int>(m_places.size()); }

Q_SIGNALS:
    void originChosen(const schemawright::ObjectKey& key);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// The position of a statement in the text.
    struct Place {
        Statement statement;
        int begin = 0;
        int end = 0;
    };

    void mark(const std::vector<std::size_t>& numbers, bool scroll);
    void layOutColumns();
    void showFacts(int number);

    SqlView* m_sql;
    QTreeWidget* m_list;
    QLabel* m_facts;
    std::vector<Place> m_places;
    bool m_telling = true;
};

/// The key "shop.orders" that an origin, a change and a part of a table share.
[[nodiscard]] ObjectKey ownerOfOrigin(const ObjectKey& key);

} // namespace schemawright
