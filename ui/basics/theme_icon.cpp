#include "ui/basics/theme_icon.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace schemawright {

namespace {

/// The colour of Breeze's class ColorScheme-Text on light.
constexpr char breezeText[] = "#232629";

QByteArray findSvg(const QString& name)
{
    for (const char* folder : {"actions", "places", "status", "devices", "mimetypes", "preferences", "apps", "emblems",
                               "applets", "categories"}) {
        for (const int size : {22, 16, 24, 32, 48, 64}) {
            QFile file(QStringLiteral(":/icons/breeze/%1/%2/%3.svg").arg(QLatin1String(folder)).arg(size).arg(name));
            if (file.open(QIODevice::ReadOnly))
                return file.readAll();
        }
    }
    return {};
}

class ThemeIconEngine : public QIconEngine {
public:
    explicit ThemeIconEngine(QString name) : m_name(std::move(name)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const QPalette palette = QGuiApplication::palette();
        const QColor colour = mode == QIcon::Selected   ? palette.color(QPalette::HighlightedText)
                              : mode == QIcon::Disabled ? palette.color(QPalette::Disabled, QPalette::WindowText)
                                                        : palette.color(QPalette::WindowText);
        const QString key = QStringLiteral("themeIcon/%1/%2x%3/%4/%5")
                                .arg(m_name)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(colour.name())
                                .arg(mode);
        QPixmap pixmap;
        if (!QPixmapCache::find(key, &pixmap)) {
            pixmap = QPixmap(size);
            pixmap.fill(Qt::transparent);
            if (m_svg.isEmpty())
                m_svg = findSvg(m_name);
            QSvgRenderer renderer(QByteArray(m_svg).replace(breezeText, colour.name().toUtf8()));
            QPainter painter(&pixmap);
            if (mode == QIcon::Disabled)
                painter.setOpacity(0.7);
            renderer.setAspectRatioMode(Qt::KeepAspectRatio);
            renderer.render(&painter);
            painter.end();
            QPixmapCache::insert(key, pixmap);
        }
        pixmap.setDevicePixelRatio(scale);
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new ThemeIconEngine(m_name); }
    QString iconName() override { return m_name; }
    bool isNull() override { return m_name.isEmpty(); }

private:
    QString m_name;
    QByteArray m_svg;
};

} // namespace

QIcon themeIcon(const QString& name)
{
    return QIcon(new ThemeIconEngine(name));
}

} // namespace schemawright
