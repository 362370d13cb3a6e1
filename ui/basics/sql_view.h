#pragma once

#include <QPlainTextEdit>

#include <memory>

namespace KSyntaxHighlighting {
class Repository;
class SyntaxHighlighter;
} // namespace KSyntaxHighlighting

namespace schemawright {

/// The syntax definitions, loaded when the first SQL is shown.
class SqlSyntax {
public:
    SqlSyntax();
    ~SqlSyntax();
    [[nodiscard]] KSyntaxHighlighting::Repository& repository();

private:
    std::unique_ptr<KSyntaxHighlighting::Repository> m_repository;
};

/// Shows SQL, highlighted as PostgreSQL's, in the colours of the palette.
class SqlView : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit SqlView(SqlSyntax& syntax, QWidget* parent = nullptr);
    ~SqlView() override;

    /// Shows the text and keeps the scroll position if the text is the same.
    void setSql(const QString& sql);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();

    SqlSyntax& m_syntax;
    KSyntaxHighlighting::SyntaxHighlighter* m_highlighter = nullptr;
};

} // namespace schemawright
