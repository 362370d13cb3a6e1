#pragma once

#include "ui/workspace/workspace.h"

#include <QObject>

class QMenu;

namespace schemawright {

class ActionList;
enum class NewObject;

/// The Add menu: new objects of every kind, and columns from templates.
class AddMenu : public QObject {
    Q_OBJECT

public:
    /// `selection`: of the window, which outlives the menu.
    AddMenu(Workspace& workspace, const std::vector<ObjectKey>& selection, ActionList& actions, QMenu& menu);

    /// Lists the templates that every project has, and those of the open one.
    void showTemplates();

Q_SIGNALS:
    void added(const schemawright::ObjectKey& key);
    void told(const QString& sentence); ///< for the status bar

private:
    void addNewObject(NewObject what);
    void addTemplate(const ColumnTemplate& columns);
    /// The tables that are selected or have a selected part.
    [[nodiscard]] std::vector<ObjectKey> selectedTables() const;

    Workspace& m_workspace;
    const std::vector<ObjectKey>& m_selection;
    ActionList& m_actions;
    QMenu* m_templateMenu = nullptr;
};

} // namespace schemawright
