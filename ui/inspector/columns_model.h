#pragma once

#include "ui/background/resolver.h"
#include "ui/document/document.h"

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

namespace schemawright {

/// The columns of a table, edited in place. Typing into the last, empty row adds a column.
class ColumnsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Field { Name, Type, NotNull, Default, Identity, Comment, FieldCount };

    explicit ColumnsModel(Document& document, QObject* parent = nullptr);

    /// Shows the columns of the table.
    void setTable(const ObjectKey& table);
    [[nodiscard]] const ObjectKey& table() const { return m_key; }
    /// Marks the column that PostgreSQL's error concerns.
    void setProblem(const std::optional<Problem>& problem);
    /// Without a name for the empty row.
    [[nodiscard]] std::string columnAt(int row) const;
    /// The row of the column; -1 if there is none.
    [[nodiscard]] int rowOf(const std::string& column) const;
    /// The names of types for columns: PostgreSQL's usual ones and those of the model.
    [[nodiscard]] QStringList knownTypes() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    /// The typed text was rejected.
    void refused(const QString& message);

private:
    [[nodiscard]] QVariant text(const Column& column, int field) const;
    [[nodiscard]] bool isKey(const std::string& column) const;
    Result<void> set(ProjectState& state, const Column& column, int field, const QVariant& value);

    Document& m_document;
    ObjectKey m_key;
    std::shared_ptr<const Object> m_object; ///< as shown
    std::optional<Problem> m_problem;
};

/// Offers the existing types and accepts any text; identity is chosen from a list.
class ColumnDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit ColumnDelegate(const ColumnsModel& model, QObject* parent = nullptr);
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;

private:
    const ColumnsModel& m_model;
};

} // namespace schemawright
