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
    const char* name = "documentinfo";
    switch (kind) {
    case Kind::Schema: name = "folder"; break;
    case Kind::Extension: name = "plugins"; break;
    case Kind::Enum: name = "view-list-text"; break;
    case Kind::Domain:
    case Kind::Range:
    case Kind::BaseType: name = "code-typedef"; break;
    case Kind::CompositeType: name = "code-class"; break;
    case Kind::Function: name = "code-function"; break;
    case Kind::Aggregate: name = "view-statistics"; break;
    case Kind::Operator:
    case Kind::OperatorFamily:
    case Kind::OperatorClass:
    case Kind::Cast:
    case Kind::Conversion:
    case Kind::Transform: name = "code-context"; break;
    case Kind::Collation: name = "sort-name"; break;
    case Kind::TextSearchParser:
    case Kind::TextSearchTemplate:
    case Kind::TextSearchDictionary:
    case Kind::TextSearchConfiguration: name = "edit-find"; break;
    case Kind::AccessMethod:
    case Kind::Language: name = "code-block"; break;
    case Kind::ForeignDataWrapper:
    case Kind::ForeignServer: name = "server-database"; break;
    case Kind::UserMapping: name = "dialog-password"; break;
    case Kind::Sequence: name = "format-list-ordered"; break;
    case Kind::Table: name = "table"; break;
    case Kind::Index: name = "database-index"; break;
    case Kind::View: name = "view-visible"; break;
    case Kind::MaterializedView: name = "view-preview"; break;
    case Kind::Rule: name = "view-pim-tasks"; break;
    case Kind::Trigger:
    case Kind::EventTrigger: name = "flash"; break;
    case Kind::Policy:
    case Kind::DefaultPrivileges: name = "security-high"; break;
    case Kind::Statistics: name = "office-chart-area"; break;
    case Kind::Publication:
    case Kind::Subscription: name = "globe"; break;
    case Kind::Column: name = "code-variable"; break;
    case Kind::Default: name = "tag"; break;
    case Kind::Constraint: name = "database-change-key"; break;
    case Kind::EnumValue: name = "view-list-text"; break;
    case Kind::Attribute: name = "code-variable"; break;
    }
    return themeIcon(QLatin1String(name));
}

QString kindTitle(Kind kind)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("Kinds", text); };
    switch (kind) {
    case Kind::Schema: return tr("Schemas");
    case Kind::Extension: return tr("Extensions");
    case Kind::Enum: return tr("Enums");
    case Kind::Domain: return tr("Domains");
    case Kind::CompositeType: return tr("Composite types");
    case Kind::Function: return tr("Functions");
    case Kind::Aggregate: return tr("Aggregates");
    case Kind::Sequence: return tr("Sequences");
    case Kind::Table: return tr("Tables");
    case Kind::Index: return tr("Indexes");
    case Kind::View: return tr("Views");
    case Kind::MaterializedView: return tr("Materialized views");
    case Kind::Trigger: return tr("Triggers");
    case Kind::Policy: return tr("Policies");
    case Kind::Rule: return tr("Rules");
    case Kind::Statistics: return tr("Statistics");
    default: break;
    }
    QString words = toQt(kindName(kind));
    if (!words.isEmpty())
        words[0] = words[0].toUpper();
    return words;
}

QString shortName(const ObjectKey& key)
{
    QString name = key.schema.empty() || key.schema == "public" ? QString() : toQt(key.schema) + u'.';
    if (!key.parent.empty())
        name += toQt(key.parent) + u'.';
    name += toQt(key.name);
    if (key.kind == Kind::Function || key.kind == Kind::Aggregate)
        name += u'(' + toQt(key.args) + u')';
    return toQt(oneLine(toUtf8(name)));
}

} // namespace schemawright
