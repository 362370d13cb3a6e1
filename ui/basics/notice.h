#pragma once

#include <QLabel>

namespace schemawright {

/// A sentence on a coloured bar, always as plain text.
class Notice : public QLabel {
    Q_OBJECT

public:
    enum class Tone { Plain, Info, Good, Warning, Bad };

    explicit Notice(QWidget* parent = nullptr);
    /// An empty text hides it.
    void say(const QString& text, Tone tone);
    void setTone(Tone tone);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Tone m_tone = Tone::Plain;
};

} // namespace schemawright
