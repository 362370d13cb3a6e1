#pragma once

#include <QWidget>

namespace schemawright {

class Notice;
class Workspace;

/// The bar above the tabs while the open folder is not trusted: what is off, why, and a button to trust it.
class TrustBar : public QWidget {
    Q_OBJECT

public:
    /// Hidden while no untrusted folder is open.
    explicit TrustBar(Workspace& workspace, QWidget* parent = nullptr);

    /// Shows the commands and servers in schemawright.toml and asks whether to trust the folder, or to stop trusting it.
    void ask();

Q_SIGNALS:
    void logged(const QString& line);

private:
    void refresh();

    Workspace& m_workspace;
    Notice* m_notice;
};

} // namespace schemawright
