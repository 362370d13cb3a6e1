#include "ui/inspector/grants_editor.h"

#include "diff/kinds/base/acl.h"
#include "diff/kinds/base/attributes.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QShortcut>
#include <QTableWidget>
#include <QToolButton>

#include <algorithm>

namespace schemawright {

namespace {

constexpr int shownRows = 8;
const QString everybody = QStringLiteral("PUBLIC");

QString roleText(const RoleName& role)
{
    if (role == ownerRole)
        return GrantsEditor::tr("(the owner)");
    return role.empty() ? everybody : toQt(role);
}

bool has(const std::string& letters, char letter)
{
    return letters.find(letter) != std::string::npos;
}

/// In the order in which people think of them; the letters of one type of object.
std::string orderedLetters(char objectType)
{
    constexpr std::string_view order = "rawdDxtmUXCcTs";
    const std::string all = allPrivileges(objectType);
    std::string letters;
    for (const char letter : order) {
        if (has(all, letter))
            letters += letter;
    }
    return letters;
}

} // namespace

GrantsEditor::GrantsEditor(QWidget* parent)
    : QWidget(parent), m_table(new QTableWidget(this)), m_remove(new QToolButton(this)), m_reset(new QToolButton(this)),
      m_note(new QLabel(this))
{
    m_table->setObjectName(QStringLiteral("grants"));
    m_table->setAccessibleName(tr("Privileges by role"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 8);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setTabKeyNavigation(false);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_remove->setObjectName(QStringLiteral("removeGrant"));
    m_remove->setIcon(themeIcon(QStringLiteral("list-remove")));
    m_remove->setText(tr("Remove role"));
    m_remove->setToolTip(tr("Revokes all privileges from the selected role (Delete)"));
    m_remove->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_remove->setAutoRaise(true);
    m_reset->setObjectName(QStringLiteral("resetGrants"));
    m_reset->setText(tr("Default privileges"));
    m_reset->setToolTip(tr("Restores the privileges that PostgreSQL grants by default"));
    m_reset->setAutoRaise(true);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_remove);
    buttons->addWidget(m_reset);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table);
    layout->addWidget(m_note);
    layout->addLayout(buttons);
    connect(m_table, &QTableWidget::cellChanged, this, [this](int row, int column) {
        if (!m_showing)
            takeCell(row, column);
    });
    connect(m_remove, &QToolButton::clicked, this, &GrantsEditor::removeRole);
    connect(m_reset, &QToolButton::clicked, this, [this] { tell(std::nullopt); });
    auto* shortcut = new QShortcut(QKeySequence::Delete, m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, &GrantsEditor::removeRole);
}

void GrantsEditor::showGrants(const Acl& acl, char objectType)
{
    if (acl == m_acl && objectType == m_type)
        return;
    if (objectType != m_type) {
        m_type = objectType;
        m_letters = orderedLetters(objectType);
    }
    m_acl = acl;
    fill();
}

std::vector<Grant> GrantsEditor::grants() const
{
    return m_acl ? *m_acl : defaultGrants(m_type);
}

void GrantsEditor::fill()
{
    m_showing = true;
    const std::vector<Grant> shown = grants();
    const int row = m_table->currentRow();
    const int column = m_table->currentColumn();
    const int letters = static_cast<int>(m_letters.size());
    m_table->setColumnCount(letters + 2);
    QStringList headers{tr("Role")};
    for (const char letter : m_letters)
        headers.append(toQt(privilegeWord(letter)));
    headers.append(tr("With grant option"));
    m_table->setHorizontalHeaderLabels(headers);
    m_table->setRowCount(static_cast<int>(shown.size()) + 1);
    // The items stay: somebody may be typing in one.
    const auto itemAt = [this](int r, int c) {
        if (m_table->item(r, c) == nullptr)
            m_table->setItem(r, c, new QTableWidgetItem);
        return m_table->item(r, c);
    };
    for (int r = 0; r < m_table->rowCount(); ++r) {
        const bool fresh = static_cast<std::size_t>(r) == shown.size();
        const Grant grant = fresh ? Grant() : shown[static_cast<std::size_t>(r)];
        const QString name = fresh ? QString() : roleText(grant.grantee);
        QTableWidgetItem* role = itemAt(r, 0);
        if (role->text() != name)
            role->setText(name);
        role->setToolTip(plainTip(fresh ? tr("Enter a role to grant privileges to") : name));
        role->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | (fresh ? Qt::ItemIsEditable : Qt::NoItemFlags));
        for (int c = 1; c < m_table->columnCount(); ++c) {
            QTableWidgetItem* item = itemAt(r, c);
            item->setFlags(fresh ? Qt::NoItemFlags
                                 : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            if (fresh) {
                item->setData(Qt::CheckStateRole, {});
            } else if (c <= letters) {
                const char letter = m_letters[static_cast<std::size_t>(c - 1)];
                const bool granted = has(grant.privileges, letter) || has(grant.grantable, letter);
                item->setCheckState(granted ? Qt::Checked : Qt::Unchecked);
            } else {
                item->setCheckState(grant.grantable.empty()    ? Qt::Unchecked
                                    : grant.privileges.empty() ? Qt::Checked
                                                               : Qt::PartiallyChecked);
            }
        }
    }
    m_table->resizeColumnsToContents();
    m_table->setColumnWidth(0, std::max(110, m_table->columnWidth(0)));
    const int height = m_table->verticalHeader()->defaultSectionSize();
    m_table->setFixedHeight(height * std::clamp(m_table->rowCount(), 2, shownRows) +
                            m_table->horizontalHeader()->sizeHint().height() + 2 * m_table->frameWidth() +
                            m_table->style()->pixelMetric(QStyle::PM_ScrollBarExtent));
    if (row >= 0)
        m_table->setCurrentCell(std::min(row, m_table->rowCount() - 1), std::max(column, 0));
    m_note->setText(tr("PostgreSQL's default privileges apply."));
    m_note->setVisible(!m_acl);
    m_reset->setEnabled(m_acl.has_value());
    m_showing = false;
}

void GrantsEditor::takeCell(int row, int column)
{
    std::vector<Grant> changed = grants();
    const QTableWidgetItem* item = m_table->item(row, column);
    if (static_cast<std::size_t>(row) == changed.size()) {
        const QString name = item->text().trimmed();
        if (name.isEmpty())
            return;
        const RoleName role = name == everybody ? RoleName() : RoleName(toUtf8(name));
        if (std::ranges::contains(changed, role, &Grant::grantee)) {
            fill();
            return;
        }
        // Somebody who is named may do something; what, is ticked next.
        changed.push_back({role, RoleName(ownerRole), m_letters.substr(0, 1), {}});
    } else {
        Grant& grant = changed[static_cast<std::size_t>(row)];
        const bool on = item->checkState() == Qt::Checked;
        if (column > static_cast<int>(m_letters.size())) {
            std::string all = grant.privileges + grant.grantable;
            std::ranges::sort(all);
            grant.privileges = on ? std::string() : all;
            grant.grantable = on ? all : std::string();
        } else {
            const char letter = m_letters[static_cast<std::size_t>(column - 1)];
            const bool passesOn = grant.privileges.empty() && !grant.grantable.empty();
            std::erase(grant.privileges, letter);
            std::erase(grant.grantable, letter);
            std::string& letters = passesOn ? grant.grantable : grant.privileges;
            if (on)
                letters += letter;
            std::ranges::sort(letters);
        }
    }
    std::erase_if(changed, [](const Grant& grant) { return grant.privileges.empty() && grant.grantable.empty(); });
    std::ranges::sort(changed);
    tell(std::move(changed));
}

void GrantsEditor::removeRole()
{
    const int row = m_table->currentRow();
    std::vector<Grant> changed = grants();
    if (row < 0 || static_cast<std::size_t>(row) >= changed.size())
        return;
    changed.erase(changed.begin() + row);
    tell(std::move(changed));
}

void GrantsEditor::tell(Acl acl)
{
    // A list that says what the default says is none. PostgreSQL 17 manual, "Privileges".
    if (acl) {
        std::vector<Grant> standard = defaultGrants(m_type);
        std::ranges::sort(standard);
        if (*acl == standard)
            acl.reset();
    }
    m_acl = std::move(acl);
    // Not while the table tells of a cell: it is filled anew.
    QMetaObject::invokeMethod(this, &GrantsEditor::fill, Qt::QueuedConnection);
    Q_EMIT edited(m_acl);
}

} // namespace schemawright
