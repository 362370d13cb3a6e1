#include "ui/window/sql_preview.h"

#include "diff/plan/plan.h"
#include "ui/basics/text.h"
#include "ui/panels/script_view.h"

namespace schemawright {

namespace {

using namespace std::chrono_literals;

constexpr auto writePause = 120ms;

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
    m_task.hold(m_workspace.runner().run<std::string>(
        this, tr("Writing SQL"),
        [catalog = m_workspace.document().catalog(), key](const Task&) { return creationScript(catalog, {key}); },
        [this, key](const Result<std::string>& sql) {
            if (m_selection.empty() || ownerOfOrigin(m_selection.front()) != key)
                return;
            m_view->setSql(sql ? toQt(*sql) : QStringLiteral("-- ") + toQt(sql.error().message).replace(u'\n', u' '));
        },
        true));
}

} // namespace schemawright
