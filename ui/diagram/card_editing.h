#pragma once

#include "ui/canvas/canvas_view.h"
#include "ui/document/document.h"

#include <QObject>

namespace schemawright {

/// Turns text that is typed on a card into edits of the document: names, types, and column after column. A new column that was not changed
/// is removed again; a new column with its name and type is one step.
class CardEditing : public QObject {
    Q_OBJECT

public:
    CardEditing(Document& document, CanvasView& canvas, QObject* parent);

    /// Adds a column at the end of the table and opens the editor for its name.
    void addColumn(const ObjectKey& table);

Q_SIGNALS:
    void selectionChanged(const std::vector<schemawright::ObjectKey>& keys);
    void refused(const QString& message);

private:
    void rename(const ObjectKey& key, const QString& name);
    void retype(const ObjectKey& column, const QString& type);
    void abandon(const ObjectKey& key);
    /// The merge key of an edit of a column: that of its addition, while it is new.
    [[nodiscard]] QString stepOf(const ObjectKey& key) const;

    Document& m_document;
    CanvasView& m_canvas;
    ObjectKey m_fresh; ///< the column that was added last; without a name: none
    bool m_untouched = false;
    int m_steps = 0;
};

} // namespace schemawright
