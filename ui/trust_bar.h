#pragma once

#include <QWidget>

namespace schemawright {

class Notice;
class Workspace;

/// The line above the tabs while the open folder is not trusted: what is off, why, and the way to trust it.
class TrustBar : public QWidget {
    Q_OBJECT

public:
    explicit TrustBar(Workspace& workspace, QWidget* parent = nullptr);

    /// Shows what schemawright.toml names and asks whether the folder is trusted; where it is, whether to stop trusting it.
    void ask();

Q_SIGNALS:
    void logged(const QString& line);

private:
    void refresh();

    Workspace& m_workspace;
    Notice* m_notice;
};

} // namespace schemawright
