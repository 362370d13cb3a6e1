#include "ui/window/schema_chooser.h"

#include "ui/basics/appearance.h"
#include "ui/basics/text.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <map>

namespace schemawright {

SchemaChooser::SchemaChooser(const Catalog& catalog, const QString& source, QWidget* parent)
    : QDialog(parent), m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("schemaChooser"));
    setWindowTitle(tr("Choose schemas"));
    auto* label = new QLabel(tr("Schemas of %1 to include in the model:").arg(source), this);
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(m_list);
    m_list->setObjectName(QStringLiteral("schemas"));
    m_list->setAccessibleName(tr("Schemas"));
    for (const auto& [name, count] : schemasOf(catalog)) {
        auto* item =
            new QListWidgetItem(kindIcon(Kind::Schema), tr("%1 (%2)").arg(toQt(name).simplified()).arg(count), m_list);
        item->setData(Qt::UserRole, toQt(name));
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Checked);
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    QPushButton* all = buttons->addButton(tr("Select all or none"), QDialogButtonBox::ResetRole);
    all->setObjectName(QStringLiteral("allSchemas"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addWidget(m_list);
    layout->addWidget(buttons);
    connect(all, &QPushButton::clicked, this, [this] {
        const bool on = m_list->item(0) != nullptr && m_list->item(0)->checkState() != Qt::Checked;
        for (int row = 0; row < m_list->count(); ++row)
            m_list->item(row)->setCheckState(on ? Qt::Checked : Qt::Unchecked);
    });
    const auto checked = [this] {
        std::vector<std::string> names;
        for (int row = 0; row < m_list->count(); ++row) {
            if (m_list->item(row)->checkState() == Qt::Checked)
                names.push_back(toUtf8(m_list->item(row)->data(Qt::UserRole).toString()));
        }
        return names;
    };
    connect(m_list, &QListWidget::itemChanged, this,
            [buttons, checked] { buttons->button(QDialogButtonBox::Ok)->setEnabled(!checked().empty()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this, checked] {
        Q_EMIT chosen(checked());
        accept();
    });
    resize(420, 460);
}

std::vector<std::pair<std::string, int>> SchemaChooser::schemasOf(const Catalog& catalog)
{
    std::map<std::string, int> counts;
    for (const Catalog::Entry& entry : catalog) {
        if (entry.key->kind == Kind::Schema)
            counts.try_emplace(entry.key->name, 0);
        else if (!entry.key->schema.empty())
            ++counts[entry.key->schema];
    }
    return {counts.begin(), counts.end()};
}

} // namespace schemawright
