#pragma once

#include "model/kinds/common.h"

#include <QWidget>

class QLabel;
class QTableWidget;
class QToolButton;

namespace schemawright {

/// Who may do what: a row a role, a column a privilege, and a last one for passing them on. What is written into the last row is another role.
class GrantsEditor : public QWidget {
    Q_OBJECT

public:
    explicit GrantsEditor(QWidget* parent = nullptr);

    /// `objectType` is acldefault's letter (diff/kinds/access.h).
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
