#pragma once

#include "ui/inspector/form_field.h"

#include <QWidget>

class QTableWidget;
class QToolButton;

namespace schemawright {

/// The rows of a list, edited in place. Typing into the last, empty row adds a row; Delete removes, Alt+Up and Alt+Down move.
class ListEditor : public QWidget {
    Q_OBJECT

public:
    ListEditor(const FormField& field, const QString& title, QWidget* parent = nullptr);

    /// Shows the rows, each with one text per column.
    void showRows(const std::vector<QStringList>& rows);
    [[nodiscard]] std::vector<QStringList> rows() const { return m_rows; }

Q_SIGNALS:
    void edited(const std::vector<QStringList>& rows);

private:
    void fill();
    void takeCell(int row, int column);
    void removeRows();
    void move(int by);
    /// False if nothing has changed.
    bool tell(std::vector<QStringList> rows);
    void updateButtons();

    std::vector<FormField::Type> m_columns;
    std::vector<QStringList> m_rows;
    bool m_showing = false;
    QTableWidget* m_table;
    QToolButton* m_remove;
    QToolButton* m_up;
    QToolButton* m_down;
};

} // namespace schemawright
