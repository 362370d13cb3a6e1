#pragma once

#include "model/catalog.h"

#include <QAction>
#include <QFrame>
#include <QIcon>
#include <QPointer>

#include <vector>

class QLineEdit;
class QListWidget;

namespace schemawright {

/// The score of `words` in `text`, whose letters must occur in order; 0: no match. Starts of words and consecutive letters score higher.
[[nodiscard]] int fuzzyScore(const QString& words, const QString& text);

/// Ctrl+K: finds any action and any object by a few of its letters.
class CommandPalette : public QFrame {
    Q_OBJECT

public:
    explicit CommandPalette(QWidget* parent);

    /// Shows the palette with these actions and the objects of the catalog.
    void open(const QList<QAction*>& actions, const Catalog& catalog);

Q_SIGNALS:
    void objectChosen(const schemawright::ObjectKey& key);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Item {
        QString text;
        QString detail;
        QIcon icon;
        QPointer<QAction> action;
        ObjectKey key;
    };

    void fill();
    void choose();

    QLineEdit* m_input;
    QListWidget* m_list;
    std::vector<Item> m_items;
};

} // namespace schemawright
