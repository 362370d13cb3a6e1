#pragma once

#include <QProxyStyle>

namespace schemawright {

/// Fusion with check boxes that are visible on dark backgrounds, and with tab close buttons that are muted until the mouse is over them.
class Style : public QProxyStyle {
    Q_OBJECT

public:
    Style();
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
};

} // namespace schemawright
