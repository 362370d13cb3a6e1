#pragma once

#include "model/object_key.h"

#include <QIcon>
#include <QObject>
#include <QString>

namespace schemawright {

/// Light or dark, by the system's setting or the user's choice; the palette and the icons of the program.
class Appearance : public QObject {
    Q_OBJECT

public:
    enum class Choice { System, Light, Dark };

    /// Sets the style, icons and palette of the application, with the remembered choice.
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

/// The icon of a kind, in the colour of the palette.
[[nodiscard]] QIcon kindIcon(Kind kind);
/// "Tables", "Materialized views": the heading of a list of objects of the kind.
[[nodiscard]] QString kindTitle(Kind kind);
/// "orders" or "sales.orders": the schema public is omitted. On one line, without characters that change the text direction, to be
/// used in a sentence.
[[nodiscard]] QString shortName(const ObjectKey& key);

} // namespace schemawright
