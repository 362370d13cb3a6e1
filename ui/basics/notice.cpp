#include "ui/basics/notice.h"

#include <QPainter>

namespace schemawright {

namespace {

constexpr int barWidth = 3;
constexpr int tint = 40; ///< alpha: the text keeps its contrast on light and dark

QColor colourOf(Notice::Tone tone)
{
    switch (tone) {
    case Notice::Tone::Plain: return {};
    case Notice::Tone::Info: return {47, 111, 222};
    case Notice::Tone::Good: return {46, 160, 67};
    case Notice::Tone::Warning: return {210, 150, 20};
    case Notice::Tone::Bad: return {214, 64, 64};
    }
    return {};
}

} // namespace

Notice::Notice(QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setContentsMargins(10, 5, 8, 5);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    hide();
}

void Notice::say(const QString& text, Tone tone)
{
    setText(text);
    setTone(tone);
    setVisible(!text.isEmpty());
}

void Notice::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void Notice::paintEvent(QPaintEvent* event)
{
    if (m_tone != Tone::Plain) {
        QPainter painter(this);
        QColor colour = colourOf(m_tone);
        painter.fillRect(0, 0, barWidth, height(), colour);
        colour.setAlpha(tint);
        painter.fillRect(barWidth, 0, width() - barWidth, height(), colour);
    }
    QLabel::paintEvent(event);
}

} // namespace schemawright
