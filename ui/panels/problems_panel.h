#pragma once

#include "model/advice.h"
#include "ui/background/resolver.h"
#include "ui/background/routine_watch.h"
#include "ui/basics/task_slot.h"
#include "ui/document/document.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace schemawright {

/// The problems of the model: PostgreSQL's errors, the database's, functions that would fail, and advice on the design. A repair
/// is one undo step.
class ProblemsPanel : public QWidget {
    Q_OBJECT

public:
    ProblemsPanel(Document& document, Resolver& resolver, RoutineWatch& bodies, TaskRunner& runner,
                  QWidget* parent = nullptr);

    /// The error of reading the database that the model is compared with.
    void setDatabaseError(const std::optional<Error>& error);
    /// Sets the naming rules for the advice.
    void setNaming(const NamingRules& naming);
    /// Without a model there is no advice.
    void setActive(bool active);

    /// The number of errors of PostgreSQL and of the database.
    [[nodiscard]] int errorCount() const;
    [[nodiscard]] int warningCount() const { return static_cast<int>(m_bodies.faults().size()); }
    [[nodiscard]] int adviceCount() const { return static_cast<int>(m_advice.size()); }

public Q_SLOTS:
    /// Applies the repairs of the selected rows.
    void repairSelected();
    /// Applies the repairs of every row with the rule of the selected one.
    void repairAlike();

Q_SIGNALS:
    void countChanged();
    void objectChosen(const schemawright::ObjectKey& key);
    void refused(const QString& message);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void look();
    void show();
    void addFinding(const char* icon, const QString& text, const ObjectKey& key);
    void addAdvice(std::size_t number);
    void updateButtons();
    void repair(const std::vector<std::size_t>& numbers);
    [[nodiscard]] std::vector<std::size_t> selectedAdvice() const;

    Document& m_document;
    Resolver& m_resolver;
    RoutineWatch& m_bodies;
    TaskRunner& m_runner;
    NamingRules m_naming;
    bool m_active = false;
    QTimer m_pause;
    TaskSlot m_looking;
    std::vector<Advice> m_advice;
    std::optional<Error> m_databaseError;
    QTreeWidget* m_list;
    QToolButton* m_repair;
    QToolButton* m_repairAlike;
    QLabel* m_summary;
};

} // namespace schemawright
