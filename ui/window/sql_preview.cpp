#include "ui/window/sql_preview.h"

#include "diff/plan/plan.h"
#include "ui/basics/text.h"
#include "ui/panels/script_view.h"

namespace schemawright {

namespace {

using namespace std::chrono_literals;

constexpr auto writePause = 120ms;

/// The statements that make one object, by the planner.
Result<QString> objectSql(const Catalog& catalog, const ObjectKey& key)
{
    Catalog without = catalog.without(key);
    for (const Catalog::Entry& child : catalog.childrenOf(key.schema, key.name)) {
        if (key.parent.empty())
            without = without.without(*child.key);
    }
    const Result<Plan> plan = makePlan(without, catalog);
    if (!plan)
        return std::unexpected(plan.error());
    QStringList statements;
    for (const Batch& batch : plan->batches) {
        for (const Statement& statement : batch.statements)
            statements.append(toQt(statement.sql) + u';');
    }
    return statements.join(QStringLiteral("\n\n"));
}

} // namespace

SqlPreview::SqlPreview(Workspace& workspace, const std::vector<ObjectKey>& selection, SqlSyntax& syntax,
                       QWidget* parent)
    : m_workspace(workspace), m_selection(selection), m_view(new SqlView(syntax, parent))
{
    m_view->setObjectName(QStringLiteral("sqlPreview"));
    m_view->setAccessibleName(tr("SQL of the selected object"));
    m_view->setPlaceholderText(tr("Select an object to see its SQL."));
    m_pause.setSingleShot(true);
    m_pause.setInterval(writePause);
    connect(&m_pause, &QTimer::timeout, this, &SqlPreview::write);
}

void SqlPreview::write()
{
    if (m_selection.empty()) {
        m_view->clear();
        return;
    }
    if (!m_view->isVisible() || m_view->viewport()->visibleRegion().isEmpty())
        return;
    const ObjectKey key = ownerOfOrigin(m_selection.front());
    m_task.hold(m_workspace.runner().run<QString>(
        this, tr("Writing SQL"),
        [catalog = m_workspace.document().catalog(), key](const Task&) { return objectSql(catalog, key); },
        [this, key](const Result<QString>& sql) {
            if (m_selection.empty() || ownerOfOrigin(m_selection.front()) != key)
                return;
            m_view->setSql(sql ? *sql : QStringLiteral("-- ") + toQt(sql.error().message).replace(u'\n', u' '));
        },
        true));
}

} // namespace schemawright
