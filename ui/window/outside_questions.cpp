#include "ui/window/outside_questions.h"

#include "ui/basics/message_box.h"
#include "ui/window/schema_chooser.h"
#include "ui/workspace/workspace.h"

#include <QPushButton>

namespace schemawright {

namespace {

constexpr qsizetype shownObjects = 12;

} // namespace

OutsideQuestions::OutsideQuestions(Workspace& workspace, QWidget& window) : m_workspace(workspace), m_window(window)
{
    connect(&m_workspace, &Workspace::outsideConflict, this, &OutsideQuestions::askWhichWins);
    connect(&m_workspace, &Workspace::mergedOutside, this, [this] {
        Q_EMIT told(tr("Merged changes that another program made to schema.sql"));
        Q_EMIT logged(tr("Merged changes that another program made to schema.sql"));
    });
    connect(&m_workspace, &Workspace::refreshed, this, [this](int changes) {
        Q_EMIT told(changes == 0 ? tr("The database has no new changes")
                                 : tr("%n objects updated from the database", nullptr, changes));
    });
    connect(&m_workspace, &Workspace::schemasWanted, this, [this](const Catalog& catalog, const QString& source) {
        auto* chooser = new SchemaChooser(catalog, source, &m_window);
        chooser->setAttribute(Qt::WA_DeleteOnClose);
        connect(chooser, &SchemaChooser::chosen, &m_workspace, &Workspace::takeRead);
        chooser->open();
    });
}

void OutsideQuestions::askWhichWins(const QStringList& objects)
{
    QStringList shown;
    for (const QString& object : objects.mid(0, shownObjects))
        shown.append(object.simplified());
    if (objects.size() > shownObjects)
        shown.append(tr("and %n more", nullptr, static_cast<int>(objects.size() - shownObjects)));
    QMessageBox* box = plainBox(&m_window, QMessageBox::Question,
                                tr("These objects were changed both here and by another program in schema.sql:"),
                                shown.join(u'\n') + QStringLiteral("\n\n") +
                                    tr("All other changes are merged. The merge can be undone in one step."),
                                QMessageBox::NoButton);
    box->setObjectName(QStringLiteral("outsideConflict"));
    QPushButton* mine = box->addButton(tr("Keep my version"), QMessageBox::AcceptRole);
    mine->setObjectName(QStringLiteral("keepMine"));
    QPushButton* theirs = box->addButton(tr("Use the version on disk"), QMessageBox::DestructiveRole);
    theirs->setObjectName(QStringLiteral("takeTheirs"));
    connect(box, &QMessageBox::finished, this,
            [this, box, theirs] { m_workspace.answerOutside(box->clickedButton() != theirs); });
    box->open();
}

} // namespace schemawright
