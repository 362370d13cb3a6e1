#include "ui/window/add_menu.h"

#include "ui/basics/appearance.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/document/new_objects.h"
#include "ui/document/repairs.h"
#include "ui/window/action_list.h"

#include <QMenu>

namespace schemawright {

AddMenu::AddMenu(Workspace& workspace, const std::vector<ObjectKey>& selection, ActionList& actions, QMenu& menu)
    : m_workspace(workspace), m_selection(selection), m_actions(actions)
{
    bool separated = false;
    for (const NewObject what : newObjects()) {
        if (belongsToTable(what) && !std::exchange(separated, true))
            menu.addSeparator();
        const QString title = titleOf(what);
        const QString tip = belongsToTable(what) ? tr("Adds it to the selected table") : tr("Adds it to the model");
        // The name is the kind's, so that scripts and tests find it in any language.
        const QByteArray name = "add" + QByteArray::number(static_cast<int>(what));
        QAction* made = m_actions.add(name.constData(), "list-add", tr("Add %1").arg(title.toLower()), {}, tip,
                                      [this, what] { addNewObject(what); });
        made->setObjectName(QStringLiteral("add:") + toQt(kindName(kindOf(what))) +
                            (what == NewObject::Procedure         ? QStringLiteral(":procedure")
                             : what == NewObject::TriggerFunction ? QStringLiteral(":trigger")
                                                                  : QString()));
        made->setIcon(kindIcon(kindOf(what)));
        menu.addAction(made);
        m_actions.needModel({made});
    }
    menu.addSeparator();
    m_templateMenu =
        menu.addMenu(themeIcon(QStringLiteral("edit-table-insert-row-below")), tr("Columns from template"));
    showTemplates();
}

void AddMenu::showTemplates()
{
    for (QAction* each : m_templateMenu->actions()) {
        m_actions.forget(each);
        delete each;
    }
    std::vector<ColumnTemplate> templates = usualTemplates();
    if (m_workspace.project())
        templates.insert(templates.end(), m_workspace.project()->config.templates.begin(),
                         m_workspace.project()->config.templates.end());
    for (const ColumnTemplate& each : templates) {
        QStringList names;
        for (const Column& column : each.columns)
            names.append(toQt(column.name));
        QAction* made =
            m_actions.add("template", "edit-table-insert-row-below", tr("Add columns: %1").arg(toQt(each.name)), {},
                          names.join(QStringLiteral(", ")), [this, each] { addTemplate(each); });
        made->setObjectName(QStringLiteral("template:") + toQt(each.name));
        made->setEnabled(m_workspace.isOpen());
        m_templateMenu->addAction(made);
        m_actions.needModel({made});
    }
}

std::vector<ObjectKey> AddMenu::selectedTables() const
{
    std::vector<ObjectKey> tables;
    for (const ObjectKey& key : m_selection) {
        ObjectKey table = key.parent.empty() ? key : keyOf(Kind::Table, key.schema, key.parent);
        if (m_workspace.document().catalog().get<Table>(table) != nullptr && !std::ranges::contains(tables, table))
            tables.push_back(std::move(table));
    }
    return tables;
}

void AddMenu::addNewObject(NewObject what)
{
    const std::vector<ObjectKey> tables = selectedTables();
    const ObjectKey relation = tables.empty() ? ObjectKey() : tables.front();
    const std::string schema = !m_selection.empty() && !m_selection.front().schema.empty() ? m_selection.front().schema
                               : !m_selection.empty() && m_selection.front().kind == Kind::Schema
                                   ? m_selection.front().name
                                   : "public";
    ObjectKey made;
    const Result<void> done = m_workspace.document().edit(
        tr("Add %1").arg(titleOf(what).toLower()), [&](ProjectState& state) -> Result<void> {
            const Result<ObjectKey> key = addObject(state, what, schema, relation);
            if (!key)
                return std::unexpected(key.error());
            made = *key;
            return {};
        });
    if (!done) {
        Q_EMIT told(toQt(done.error().text()));
        return;
    }
    Q_EMIT added(made);
}

void AddMenu::addTemplate(const ColumnTemplate& columns)
{
    const std::vector<ObjectKey> tables = selectedTables();
    if (tables.empty()) {
        Q_EMIT told(tr("Select the tables to add the columns to"));
        return;
    }
    const Result<void> done = m_workspace.document().edit(
        tr("Add columns: %1").arg(toQt(columns.name)), [&](ProjectState& state) -> Result<void> {
            for (const ObjectKey& table : tables) {
                if (Result<void> one = applyTemplate(state, table, columns); !one)
                    return one;
            }
            return {};
        });
    if (!done)
        Q_EMIT told(toQt(done.error().text()));
}

} // namespace schemawright
