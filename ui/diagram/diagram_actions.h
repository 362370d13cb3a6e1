#pragma once

#include <QAction>
#include <QList>
#include <QObject>

#include <functional>

class QMenu;

namespace schemawright {

class DiagramTab;

/// The actions of a diagram with their keys: for the canvas's menu, the window's Diagram menu, the palette.
class DiagramActions : public QObject {
    Q_OBJECT

public:
    explicit DiagramActions(DiagramTab& tab);

    /// All of them, with those in submenus.
    [[nodiscard]] QList<QAction*> all() const { return m_all; }
    /// Adds the actions and submenus to a menu.
    void fill(QMenu& menu) const;

private:
    QAction* add(QMenu* menu, const char* name, const char* icon, const QString& text, const QKeySequence& keys,
                 const std::function<void()>& run);
    QAction* addToggle(QMenu* menu, const char* name, const QString& text, const QKeySequence& keys,
                       const std::function<bool()>& state, const std::function<void(bool)>& run);
    QMenu* submenu(const char* icon, const QString& title);
    void addAlignment();
    void addExploring();
    void addStyle();
    void refresh();

    DiagramTab& m_tab;
    QList<QAction*> m_all;
    QList<QAction*> m_top; ///< in the order of menus
    struct Toggle {
        QAction* action;
        std::function<bool()> state;
    };
    QList<Toggle> m_toggles;
    struct Need {
        QAction* action;
        std::size_t cards; ///< minimum number of selected cards
    };
    QList<Need> m_needs;
};

} // namespace schemawright
