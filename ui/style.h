#pragma once

#include <QProxyStyle>

namespace schemawright {

/// Fusion with check boxes that can be seen on dark, and a tab's cross that is quiet until it is pointed at.
class Style : public QProxyStyle {
    Q_OBJECT

public:
    Style();
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
};

} // namespace schemawright
