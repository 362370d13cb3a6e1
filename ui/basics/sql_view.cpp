#include "ui/basics/sql_view.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <KSyntaxHighlighting/Theme>

#include <QEvent>
#include <QFontDatabase>

namespace schemawright {

SqlSyntax::SqlSyntax() = default;
SqlSyntax::~SqlSyntax() = default;

KSyntaxHighlighting::Repository& SqlSyntax::repository()
{
    if (!m_repository)
        m_repository = std::make_unique<KSyntaxHighlighting::Repository>();
    return *m_repository;
}

SqlView::SqlView(SqlSyntax& syntax, QWidget* parent) : QPlainTextEdit(parent), m_syntax(syntax)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFrameShape(QFrame::NoFrame);
}

SqlView::~SqlView() = default;

void SqlView::setSql(const QString& sql)
{
    if (m_highlighter == nullptr) {
        m_highlighter = new KSyntaxHighlighting::SyntaxHighlighter(document());
        applyTheme();
        m_highlighter->setDefinition(m_syntax.repository().definitionForName(QStringLiteral("SQL (PostgreSQL)")));
    }
    if (toPlainText() != sql)
        setPlainText(sql);
}

void SqlView::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_highlighter != nullptr) {
        applyTheme();
        m_highlighter->rehighlight();
    }
}

void SqlView::applyTheme()
{
    const bool dark = palette().color(QPalette::Base).lightness() < 128;
    m_highlighter->setTheme(m_syntax.repository().defaultTheme(dark ? KSyntaxHighlighting::Repository::DarkTheme
                                                                    : KSyntaxHighlighting::Repository::LightTheme));
}

} // namespace schemawright
