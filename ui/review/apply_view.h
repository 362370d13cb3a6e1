#pragma once

#include "diff/revision.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace schemawright {

class Notice;

/// What is done to a database, statement by statement with its time, and how it ended.
class ApplyView : public QWidget {
    Q_OBJECT

public:
    explicit ApplyView(QWidget* parent = nullptr);

    void begin(const QString& target, int statements);
    void report(const ApplyEvent& event);
    /// Reports from any thread; after the view is gone, to nobody.
    [[nodiscard]] ApplyProgress reporter();
    void say(const QString& step);
    void end(const QString& message, bool failure);
    [[nodiscard]] bool isRunning() const { return m_running; }

Q_SIGNALS:
    void cancelRequested();
    void closed();

private:
    QLabel* m_title;
    QTreeWidget* m_list;
    QProgressBar* m_progress;
    QLabel* m_step;
    Notice* m_message;
    QPushButton* m_cancel;
    QPushButton* m_close;
    int m_done = 0;
    bool m_running = false;
};

} // namespace schemawright
