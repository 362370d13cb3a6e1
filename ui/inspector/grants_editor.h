#pragma once

#include "model/kinds/common.h"

#include <QWidget>

class QLabel;
class QTableWidget;
class QToolButton;

namespace schemawright {

/// Privileges: a row per role, a column per privilege, and a last column for the grant option. Typing into the last row adds a role.
class GrantsEditor : public QWidget {
    Q_OBJECT

public:
    explicit GrantsEditor(QWidget* parent = nullptr);

    /// `objectType` is acldefault's letter (diff/kinds/base/acl.h).
    void showGrants(const Acl& acl, char objectType);

Q_SIGNALS:
    void edited(const schemawright::Acl& acl);

private:
    void fill();
    void takeCell(int row, int column);
    void removeRole();
    void tell(Acl acl);
    [[nodiscard]] std::vector<Grant> grants() const;

    Acl m_acl;
    char m_type = 0;
    std::string m_letters; ///< of the columns
    bool m_showing = false;
    QTableWidget* m_table;
    QToolButton* m_remove;
    QToolButton* m_reset;
    QLabel* m_note;
};

} // namespace schemawright
