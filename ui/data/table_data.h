#pragma once

#include "diff/server/connection.h"
#include "model/object_key.h"
#include "ui/basics/task_slot.h"

#include <QAbstractTableModel>
#include <QStringList>
#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QTableView;
class QToolButton;

namespace schemawright {

/// A page of a table's rows, as text.
struct RowPage {
    QStringList columns;
    std::vector<QStringList> rows;
    std::vector<std::vector<bool>> nulls;
    bool more = false; ///< there are rows after the last one
};

class RowPageModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit RowPageModel(QObject* parent = nullptr);
    void setPage(RowPage page, qlonglong offset);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    RowPage m_page;
    qlonglong m_offset = 0;
};

/// The rows of a table or view of a live database, one page at a time, read only, always as plain text. Reads with QPSQL off the GUI thread.
class TableData : public QWidget {
    Q_OBJECT

public:
    TableData(TaskRunner& runner, const ConnectionSpec& spec, const ObjectKey& table, QWidget* parent = nullptr);

private:
    void load(qlonglong offset);

    TaskRunner& m_runner;
    ConnectionSpec m_spec;
    ObjectKey m_table;
    qlonglong m_offset = 0;
    RowPageModel* m_model;
    QTableView* m_view;
    QLineEdit* m_where;
    QLabel* m_status;
    QToolButton* m_previous;
    QToolButton* m_next;
    TaskSlot m_reading;
};

} // namespace schemawright
