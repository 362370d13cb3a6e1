#pragma once

#include "ui/history/revision_lanes.h"

#include <QStyledItemDelegate>

namespace schemawright {

/// Draws the graph of revisions to the left of the text of its column.
class LaneDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// The rows of the view. `applied` has an entry for each: whether its dot is filled.
    void setRows(std::vector<LaneRow> rows, std::vector<bool> applied);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    [[nodiscard]] int graphWidth() const;
    void paintRow(QPainter& painter, const QStyleOptionViewItem& option, std::size_t row) const;

    std::vector<LaneRow> m_rows;
    std::vector<bool> m_applied;
    int m_lanes = 1;
};

} // namespace schemawright
