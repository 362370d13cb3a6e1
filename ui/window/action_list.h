#pragma once

#include <QAction>
#include <QKeySequence>
#include <QList>

#include <functional>

class QWidget;

namespace schemawright {

/// The actions of the window, for its menus, the command palette and the list of shortcuts. Tests find them by their object names.
class ActionList {
public:
    /// `window`: the parent of the actions.
    explicit ActionList(QWidget& window) : m_window(window) {}

    /// Makes an action of the window. The tool tip shows `tip` and the keys.
    QAction* add(const char* name, const char* icon, const QString& text, const QKeySequence& keys, const QString& tip,
                 const std::function<void()>& run);
    /// Lists an action that another object made.
    void list(QAction* action) { m_all.append(action); }
    /// These are enabled while a model is open, and disabled otherwise.
    void needModel(const QList<QAction*>& actions) { m_needModel += actions; }
    /// Enables or disables the actions that need a model.
    void setModelOpen(bool open);
    /// Takes an action off the lists before it is deleted.
    void forget(QAction* action);
    /// In the order of the menus.
    [[nodiscard]] const QList<QAction*>& all() const { return m_all; }

private:
    QWidget& m_window;
    QList<QAction*> m_all;
    QList<QAction*> m_needModel;
};

} // namespace schemawright
