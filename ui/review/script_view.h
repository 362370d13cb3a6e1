#pragma once

#include "diff/plan.h"
#include "ui/sql_view.h"

#include <QTabWidget>
#include <QWidget>

#include <vector>

class QLabel;
class QTreeWidget;

namespace schemawright {

/// One script: its SQL above, its statements with lock and risk below. Choosing a statement in one shows it in the other.
class ScriptView : public QWidget {
    Q_OBJECT

public:
    explicit ScriptView(SqlSyntax& syntax, QWidget* parent = nullptr);

    void setPlan(const Plan& plan);
    /// Marks the statements of these objects, without telling.
    void selectOrigins(const std::vector<ObjectKey>& keys);
    [[nodiscard]] int statementCount() const { return static_cast<int>(m_places.size()); }

Q_SIGNALS:
    void originChosen(const schemawright::ObjectKey& key);

private:
    /// Where a statement stands in the text.
    struct Place {
        Statement statement;
        int begin = 0;
        int end = 0;
    };

    void mark(const std::vector<std::size_t>& numbers, bool scroll);
    void showFacts(int number);

    SqlView* m_sql;
    QTreeWidget* m_list;
    QLabel* m_facts;
    std::vector<Place> m_places;
    bool m_telling = true;
};

/// "shop.orders" that an origin, a change and a part of a table have in common.
[[nodiscard]] ObjectKey ownerOfOrigin(const ObjectKey& key);

} // namespace schemawright
