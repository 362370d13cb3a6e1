#include "ui/window/action_list.h"

#include "ui/basics/theme_icon.h"

#include <QWidget>

namespace schemawright {

QAction* ActionList::add(const char* name, const char* icon, const QString& text, const QKeySequence& keys,
                         const QString& tip, const std::function<void()>& run)
{
    auto* made = new QAction(themeIcon(QLatin1String(icon)), text, &m_window);
    made->setObjectName(QLatin1String(name));
    made->setShortcut(keys);
    const QString shown = keys.toString(QKeySequence::NativeText);
    made->setToolTip(shown.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, shown));
    made->setStatusTip(tip);
    QObject::connect(made, &QAction::triggered, &m_window, run);
    m_all.append(made);
    m_window.addAction(made);
    return made;
}

void ActionList::setModelOpen(bool open)
{
    for (QAction* each : m_needModel)
        each->setEnabled(open);
}

void ActionList::forget(QAction* action)
{
    m_all.removeAll(action);
    m_needModel.removeAll(action);
}

} // namespace schemawright
