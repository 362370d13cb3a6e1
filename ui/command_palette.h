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

/// How well `words` are found in `text`, letter by letter in order; 0: not at all. Beginnings of words and runs count more.
[[nodiscard]] int fuzzyScore(const QString& words, const QString& text);

/// Ctrl+K: any action and any object, by a few of its letters.
class CommandPalette : public QFrame {
    Q_OBJECT

public:
    explicit CommandPalette(QWidget* parent);

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
