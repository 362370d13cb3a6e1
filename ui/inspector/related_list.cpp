#include "ui/inspector/related_list.h"

#include "ui/basics/appearance.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/document/edits.h"
#include "ui/document/new_objects.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QMenu>
#include <QShortcut>
#include <QToolButton>

namespace schemawright {

RelatedList::RelatedList(Document& document, QWidget* parent)
    : QWidget(parent), m_document(document), m_list(new QListWidget(this)), m_add(new QToolButton(this)),
      m_open(new QToolButton(this)), m_remove(new QToolButton(this))
{
    m_list->setObjectName(QStringLiteral("related"));
    m_list->setAccessibleName(tr("Triggers, policies, rules and statistics"));
    m_list->setUniformItemSizes(true);
    auto* menu = new QMenu(this);
    for (const NewObject what : newObjects()) {
        if (!belongsToTable(what))
            continue;
        menu->addAction(kindIcon(kindOf(what)), titleOf(what), this, [this, what] {
            ObjectKey added;
            const Result<void> done =
                m_document.edit(tr("Add %1").arg(titleOf(what).toLower()), [&](ProjectState& state) -> Result<void> {
                    const Result<ObjectKey> key = addObject(state, what, m_key.schema, m_key);
                    if (!key)
                        return std::unexpected(key.error());
                    added = *key;
                    return {};
                });
            if (done)
                Q_EMIT opened(added);
            else
                Q_EMIT refused(toQt(done.error().text()));
        });
    }
    const auto dress = [](QToolButton* button, const char* name, const char* icon, const QString& text,
                          const QString& tip) {
        button->setObjectName(QLatin1String(name));
        button->setIcon(themeIcon(QLatin1String(icon)));
        button->setText(text);
        button->setToolTip(tip);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    };
    dress(m_add, "addRelated", "list-add", tr("Add"), tr("Adds a trigger, policy, rule or statistics"));
    m_add->setMenu(menu);
    m_add->setPopupMode(QToolButton::InstantPopup);
    dress(m_open, "openRelated", "document-edit", tr("Open"), tr("Edits the selected object (Return)"));
    dress(m_remove, "removeRelated", "list-remove", tr("Remove"), tr("Removes the selected objects (Delete)"));
    auto* buttons = new QHBoxLayout;
    for (QToolButton* each : {m_add, m_open, m_remove})
        buttons->addWidget(each);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addWidget(m_list);
    layout->addLayout(buttons);
    connect(m_list, &QListWidget::itemActivated, this, &RelatedList::open);
    connect(m_open, &QToolButton::clicked, this, [this] { open(m_list->currentItem()); });
    connect(m_remove, &QToolButton::clicked, this, &RelatedList::removeSelected);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        m_open->setEnabled(row >= 0);
        m_remove->setEnabled(row >= 0);
    });
    auto* shortcut = new QShortcut(QKeySequence::Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, &RelatedList::removeSelected);
}

void RelatedList::setTable(const ObjectKey& table)
{
    m_key = table;
    fill();
}

void RelatedList::setProblem(const std::optional<Problem>& problem)
{
    m_problem = problem;
    fill();
}

void RelatedList::fill()
{
    const int row = m_list->currentRow();
    m_list->clear();
    for (const Catalog::Entry& child : m_document.catalog().childrenOf(m_key.schema, m_key.name)) {
        if (child.key->kind == Kind::Index)
            continue;
        const QString name = toQt(child.key->name);
        const bool wrong = m_problem && m_problem->key == *child.key;
        auto* item =
            new QListWidgetItem(wrong ? themeIcon(QStringLiteral("data-error")) : kindIcon(child.key->kind),
                                (name + QStringLiteral("   ") + toQt(kindName(child.key->kind))).simplified(), m_list);
        item->setToolTip(plainTip(wrong ? m_problem->message : toQt(child.key->display())));
        item->setData(Qt::UserRole, QVariant::fromValue(*child.key));
    }
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
    m_open->setEnabled(m_list->currentItem() != nullptr);
    m_remove->setEnabled(m_list->currentItem() != nullptr);
}

void RelatedList::removeSelected()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (item == nullptr)
        return;
    const ObjectKey key = item->data(Qt::UserRole).value<ObjectKey>();
    const Result<void> done = m_document.edit(tr("Remove %1").arg(toQt(key.name)),
                                              [&](ProjectState& state) { return removeElements(state, {key}); });
    if (!done)
        Q_EMIT refused(toQt(done.error().text()));
}

void RelatedList::open(const QListWidgetItem* item)
{
    if (item != nullptr)
        Q_EMIT opened(ObjectKey(item->data(Qt::UserRole).value<ObjectKey>()));
}

} // namespace schemawright
