#pragma once

#include <QObject>
#include <QTimer>

#include <optional>

class QLabel;
class QStatusBar;
class QToolButton;

namespace schemawright {

class DatabaseLink;
class Workspace;

/// The texts in the status bar: the changes that the database does not have, the result of the check, the zoom, the last message.
class StatusLine : public QObject {
    Q_OBJECT

public:
    /// Adds its texts to the bar.
    StatusLine(Workspace& workspace, const DatabaseLink& link, QStatusBar& bar);

    /// Shows the state of the model and the database. `zoom`: of the diagram in front; 1 is 100 %.
    void show(std::optional<double> zoom);
    /// Shows a sentence for some seconds.
    void tell(const QString& sentence);

Q_SIGNALS:
    void reviewWanted(); ///< the changes were clicked

private:
    Workspace& m_workspace;
    const DatabaseLink& m_link;
    QToolButton* m_changesButton;
    QLabel* m_resolutionLabel;
    QLabel* m_zoomLabel;
    QLabel* m_tellLabel;
    QTimer m_tellTimer;
};

} // namespace schemawright
