#pragma once

#include "diff/apply/apply.h"

#include <QWidget>

#include <deque>
#include <memory>
#include <mutex>

class QLabel;
class QProgressBar;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace schemawright {

class Notice;

/// The progress of applying to a database, statement by statement with its time, and the result.
class ApplyView : public QWidget {
    Q_OBJECT

public:
    explicit ApplyView(QWidget* parent = nullptr);
    ~ApplyView() override;

    /// Starts a run of `statements` statements on the target.
    void begin(const QString& target, int statements);
    /// Adds or updates the statement of the event.
    void report(const ApplyEvent& event);
    /// Reports from any thread; does nothing once the view is destroyed.
    [[nodiscard]] ApplyProgress reporter();
    /// Shows the current step.
    void say(const QString& step);
    /// Ends the run with its result.
    void end(const QString& message, bool failure);
    [[nodiscard]] bool isRunning() const { return m_running; }

protected:
    /// Something was reported.
    void customEvent(QEvent* event) override;

Q_SIGNALS:
    void cancelRequested();
    void closed();

private:
    /// Shared with the reporting threads.
    struct Inbox {
        std::mutex mutex;
        std::deque<ApplyEvent> events;
        ApplyView* view = nullptr; ///< nullptr: destroyed
    };

    std::shared_ptr<Inbox> m_inbox = std::make_shared<Inbox>();
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
