#include "ui/main_window.h"

#include "ui/message_box.h"
#include "ui/schema_chooser.h"
#include "ui/text.h"

#include <QPushButton>

/// What comes into the model from outside: other programs that write schema.sql, databases, scripts of several schemas.
namespace schemawright {

namespace {

constexpr qsizetype shownObjects = 12;

} // namespace

void MainWindow::connectOutside()
{
    connect(&m_workspace, &Workspace::outsideConflict, this, [this](const QStringList& objects) {
        QStringList shown;
        for (const QString& object : objects.mid(0, shownObjects))
            shown.append(object.simplified());
        if (objects.size() > shownObjects)
            shown.append(tr("and %n more", nullptr, static_cast<int>(objects.size() - shownObjects)));
        QMessageBox* box = plainBox(this, QMessageBox::Question,
                                    tr("schema.sql was changed by another program, and so were these here:"),
                                    shown.join(u'\n') + QStringLiteral("\n\n") +
                                        tr("Everything else is merged. Either way it is one step that can be undone."),
                                    QMessageBox::NoButton);
        box->setObjectName(QStringLiteral("outsideConflict"));
        QPushButton* mine = box->addButton(tr("Keep mine"), QMessageBox::AcceptRole);
        mine->setObjectName(QStringLiteral("keepMine"));
        QPushButton* theirs = box->addButton(tr("Take what is on disk"), QMessageBox::DestructiveRole);
        theirs->setObjectName(QStringLiteral("takeTheirs"));
        connect(box, &QMessageBox::finished, this,
                [this, box, theirs] { m_workspace.answerOutside(box->clickedButton() != theirs); });
        box->open();
    });
    connect(&m_workspace, &Workspace::mergedOutside, this, [this] {
        tell(tr("schema.sql was changed by another program: taken over"));
        log(tr("schema.sql was changed by another program: taken over"));
    });
    connect(&m_workspace, &Workspace::refreshed, this, [this](int changes) {
        tell(changes == 0 ? tr("The database holds nothing new")
                          : tr("%n objects taken over from the database", nullptr, changes));
    });
    connect(&m_workspace, &Workspace::schemasWanted, this, [this](const Catalog& catalog, const QString& source) {
        auto* chooser = new SchemaChooser(catalog, source, this);
        chooser->setAttribute(Qt::WA_DeleteOnClose);
        connect(chooser, &SchemaChooser::chosen, &m_workspace, &Workspace::takeRead);
        chooser->open();
    });
}

void MainWindow::refreshModel()
{
    if (!m_link.hasDatabase() || !m_link.reading()) {
        tell(tr("Choose a database first, in Review or by Connect"));
        return;
    }
    m_workspace.refreshFrom(m_link.reading()->catalog, m_link.target().name);
}

} // namespace schemawright
