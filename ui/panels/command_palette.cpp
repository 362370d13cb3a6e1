#include "ui/panels/command_palette.h"

#include "ui/basics/appearance.h"
#include "ui/basics/text.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace schemawright {

namespace {

constexpr std::size_t shownItems = 60;

} // namespace

int fuzzyScore(const QString& words, const QString& text)
{
    if (words.isEmpty())
        return 1;
    int score = 0;
    int run = 0;
    qsizetype at = 0;
    for (const QChar wanted : words) {
        if (wanted.isSpace()) {
            run = 0;
            continue;
        }
        qsizetype found = -1;
        for (qsizetype i = at; i < text.size(); ++i) {
            if (text[i].toCaseFolded() == wanted.toCaseFolded()) {
                found = i;
                break;
            }
        }
        if (found < 0)
            return 0;
        const bool begins = found == 0 || !text[found - 1].isLetterOrNumber();
        run = found == at && at > 0 ? run + 1 : 0;
        score += 1 + (begins ? 8 : 0) + 3 * run;
        at = found + 1;
    }
    // Of equal ones the shorter is meant.
    return score * 16 - static_cast<int>(std::min<qsizetype>(text.size(), 15)) + 16;
}

CommandPalette::CommandPalette(QWidget* parent)
    : QFrame(parent), m_input(new QLineEdit(this)), m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("palette"));
    setFrameStyle(QFrame::StyledPanel | QFrame::Raised);
    setAutoFillBackground(true);
    m_input->setObjectName(QStringLiteral("paletteInput"));
    m_input->setPlaceholderText(tr("Find an action or an object"));
    m_input->setAccessibleName(tr("Find an action or an object"));
    m_input->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("Matching actions and objects"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setIconSize({16, 16});
    m_list->setSpacing(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_input);
    layout->addWidget(m_list);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::choose);
    hide();
}

void CommandPalette::open(const QList<QAction*>& actions, const Catalog& catalog)
{
    m_items.clear();
    for (QAction* action : actions) {
        if (action->isEnabled() && !action->text().isEmpty() && !action->isSeparator())
            m_items.push_back({action->text().remove(u'&'),
                               action->shortcut().toString(QKeySequence::NativeText),
                               action->icon(),
                               action,
                               {}});
    }
    for (const Catalog::Entry& entry : catalog) {
        m_items.push_back({shortName(*entry.key).simplified(), toQt(kindName(entry.key->kind)), {}, {}, *entry.key});
        const Table* table = entry.object->as<Table>();
        if (table == nullptr || !table->partitionOf.empty())
            continue;
        for (const Column& column : table->columns) {
            const ObjectKey key = childKey(Kind::Column, entry.key->schema, entry.key->name, column.name);
            m_items.push_back({shortName(key).simplified(), toQt(column.type), {}, {}, key});
        }
    }
    const QSize size(std::min(620, parentWidget()->width() - 40), std::min(420, parentWidget()->height() - 60));
    setGeometry((parentWidget()->width() - size.width()) / 2, 48, size.width(), size.height());
    m_input->clear();
    fill();
    show();
    raise();
    m_input->setFocus();
}

void CommandPalette::fill()
{
    const QString words = m_input->text();
    std::vector<std::pair<int, const Item*>> ranked;
    for (const Item& item : m_items) {
        if (const int score = fuzzyScore(words, item.text); score > 0)
            ranked.emplace_back(score, &item);
    }
    std::ranges::stable_sort(ranked, std::greater(), &std::pair<int, const Item*>::first);
    m_list->clear();
    for (const auto& [score, item] : ranked) {
        const QIcon icon = item->action ? item->icon : kindIcon(item->key.kind);
        const QString detail = item->detail.isEmpty() ? QString() : QStringLiteral("    ") + item->detail;
        auto* row = new QListWidgetItem(icon, item->text + detail, m_list);
        row->setData(Qt::UserRole, static_cast<qlonglong>(item - m_items.data()));
        if (static_cast<std::size_t>(m_list->count()) >= shownItems)
            break;
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::choose()
{
    const QListWidgetItem* row = m_list->currentItem();
    if (row == nullptr)
        return;
    const Item item = m_items[static_cast<std::size_t>(row->data(Qt::UserRole).toLongLong())];
    hide();
    parentWidget()->setFocus();
    if (item.action)
        item.action->trigger();
    else if (!item.key.name.empty())
        Q_EMIT objectChosen(item.key);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut) {
        hide();
    } else if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event); // the type says so
        const int row = m_list->currentRow();
        switch (key->key()) {
        case Qt::Key_Escape: hide(); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: choose(); return true;
        case Qt::Key_Down: m_list->setCurrentRow(std::min(row + 1, m_list->count() - 1)); return true;
        case Qt::Key_Up: m_list->setCurrentRow(std::max(row - 1, 0)); return true;
        default: break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace schemawright
