#include "ui/basics/message_box.h"

#include <QLabel>

namespace schemawright {

QMessageBox* plainBox(QWidget* parent, QMessageBox::Icon icon, const QString& text, const QString& further,
                      QMessageBox::StandardButtons buttons)
{
    auto* box = new QMessageBox(icon, QMessageBox::tr("Schemawright"), text, buttons, parent);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(further);
    // The text format is that of the text above only.
    const QList<QLabel*> labels = box->findChildren<QLabel*>();
    for (QLabel* label : labels)
        label->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    return box;
}

} // namespace schemawright
