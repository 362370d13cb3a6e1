#pragma once

#include "model/object_key.h"

#include <QIcon>
#include <QObject>
#include <QString>

namespace schemawright {

/// Light or dark, as the system says or as the user chose; the palette and the icons of the whole program.
class Appearance : public QObject {
    Q_OBJECT

public:
    enum class Choice { System, Light, Dark };

    /// Sets up style, icons and palette of the application, with the choice that was remembered.
    explicit Appearance(QObject* parent = nullptr);

    [[nodiscard]] Choice choice() const { return m_choice; }
    [[nodiscard]] bool isDark() const { return m_dark; }
    /// Applies the choice and remembers it.
    void choose(Choice choice);

Q_SIGNALS:
    void changed();

private:
    void apply();

    Choice m_choice = Choice::System;
    bool m_dark = false;
};

[[nodiscard]] QIcon kindIcon(Kind kind);
/// "Tables", "Materialized views": the heading of a list of objects of the kind.
[[nodiscard]] QString kindTitle(Kind kind);
/// "orders" or "sales.orders": schemas are left out where they are public. On one line, and without characters that turn the writing round:
/// fit for a sentence.
[[nodiscard]] QString shortName(const ObjectKey& key);

} // namespace schemawright
