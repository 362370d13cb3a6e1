#pragma once

#include "ui/canvas/canvas_view.h"
#include "ui/document.h"

#include <QObject>

namespace schemawright {

/// What is typed on a card becomes an edit of the document: names, types, and column after column. A column that was begun and left as it
/// came is taken back; one that was named and typed is one step.
class CardEditing : public QObject {
    Q_OBJECT

public:
    CardEditing(Document& document, CanvasView& canvas, QObject* parent);

    /// A column at the end of the table, with its name being typed.
    void addColumn(const ObjectKey& table);

Q_SIGNALS:
    void selectionChanged(const std::vector<schemawright::ObjectKey>& keys);
    void refused(const QString& message);

private:
    void rename(const ObjectKey& key, const QString& name);
    void retype(const ObjectKey& column, const QString& type);
    void abandon(const ObjectKey& key);
    /// The step that the edit of a column belongs to: its addition, while it is new.
    [[nodiscard]] QString stepOf(const ObjectKey& key) const;

    Document& m_document;
    CanvasView& m_canvas;
    ObjectKey m_fresh; ///< the column that was added last; no name: none
    bool m_untouched = false;
    int m_steps = 0;
};

} // namespace schemawright
