#include "ui/basics/appearance.h"

#include "ui/basics/style.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/picture/text_width.h"

#include <BreezeIcons>

#include <QApplication>
#include <QCoreApplication>
#include <QPalette>
#include <QSettings>
#include <QStyleHints>

namespace schemawright {

namespace {

const QString choiceKey = QStringLiteral("appearance");

struct Colors {
    QColor window, base, alternate, text, button, highlight, highlightedText, link, disabled, placeholder, light, mid,
        dark, tip;
};

QPalette paletteOf(const Colors& c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.base);
    palette.setColor(QPalette::AlternateBase, c.alternate);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::Button, c.button);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, QColor(0xff, 0x6b, 0x6b));
    palette.setColor(QPalette::Highlight, c.highlight);
    palette.setColor(QPalette::Accent, c.highlight);
    palette.setColor(QPalette::HighlightedText, c.highlightedText);
    palette.setColor(QPalette::Link, c.link);
    palette.setColor(QPalette::LinkVisited, c.link);
    palette.setColor(QPalette::ToolTipBase, c.tip);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::PlaceholderText, c.placeholder);
    palette.setColor(QPalette::Light, c.light);
    palette.setColor(QPalette::Midlight, c.light);
    palette.setColor(QPalette::Mid, c.mid);
    palette.setColor(QPalette::Dark, c.dark);
    palette.setColor(QPalette::Shadow, c.dark.darker(120));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.mid);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, c.disabled);
    return palette;
}

QPalette lightPalette()
{
    return paletteOf({.window = QColor(0xf3f4f6),
                      .base = QColor(0xffffff),
                      .alternate = QColor(0xf7f8fa),
                      .text = QColor(0x1f2430),
                      .button = QColor(0xf8f9fb),
                      .highlight = QColor(0x2f6fde),
                      .highlightedText = QColor(0xffffff),
                      .link = QColor(0x1d5fc9),
                      .disabled = QColor(0x9aa1ad),
                      .placeholder = QColor(0x8a919e),
                      .light = QColor(0xffffff),
                      .mid = QColor(0xc9cdd5),
                      .dark = QColor(0xa9afba),
                      .tip = QColor(0xffffff)});
}

QPalette darkPalette()
{
    return paletteOf({.window = QColor(0x23262d),
                      .base = QColor(0x1a1d22),
                      .alternate = QColor(0x1f2228),
                      .text = QColor(0xe2e5eb),
                      .button = QColor(0x2d3139),
                      .highlight = QColor(0x3b78e7),
                      .highlightedText = QColor(0xffffff),
                      .link = QColor(0x7aa9ff),
                      .disabled = QColor(0x6f7682),
                      .placeholder = QColor(0x7f8692),
                      .light = QColor(0x3a3f49),
                      .mid = QColor(0x3a3f49),
                      .dark = QColor(0x14161a),
                      .tip = QColor(0x2d3139)});
}

} // namespace

Appearance::Appearance(QObject* parent) : QObject(parent)
{
    m_choice = static_cast<Choice>(qBound(0, QSettings().value(choiceKey, 0).toInt(), 2));
    QApplication::setStyle(new Style);
    BreezeIcons::initIcons();
    apply();
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        if (m_choice == Choice::System)
            apply();
    });
}

void Appearance::choose(Choice choice)
{
    m_choice = choice;
    QSettings().setValue(choiceKey, static_cast<int>(choice));
    apply();
}

void Appearance::apply()
{
    const bool systemDark = QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
    m_dark = m_choice == Choice::Dark || (m_choice == Choice::System && systemDark);
    QApplication::setPalette(m_dark ? darkPalette() : lightPalette());
    Q_EMIT changed();
}

QIcon kindIcon(Kind kind)
{
    return themeIcon(toQt(factsOf(kind).icon));
}

QString kindTitle(Kind kind)
{
    return QCoreApplication::translate("Kinds", std::string(factsOf(kind).title).c_str());
}

QString shortName(const ObjectKey& key)
{
    QString name = key.schema.empty() || key.schema == "public" ? QString() : toQt(key.schema) + u'.';
    if (!key.parent.empty())
        name += toQt(key.parent) + u'.';
    name += toQt(key.name);
    if (isRoutine(key.kind))
        name += u'(' + toQt(key.args) + u')';
    return toQt(oneLine(toUtf8(name)));
}

} // namespace schemawright
