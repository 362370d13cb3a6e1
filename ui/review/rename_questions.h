#pragma once

#include "diff/difference/rename_suggest.h"

#include <QWidget>

class QScrollArea;
class QToolButton;

namespace schemawright {

class Notice;

/// Asks which suspected renames are renames: a line for one, and for several a line that answers all of them or opens their list.
class RenameQuestions : public QWidget {
    Q_OBJECT

public:
    explicit RenameQuestions(QWidget* parent = nullptr);

    void ask(const std::vector<RenameSuggestion>& suggestions);
    [[nodiscard]] std::size_t count() const { return m_suggestions.size(); }

Q_SIGNALS:
    void accepted(const std::vector<schemawright::Rename>& renames);
    void declined(const std::vector<schemawright::Rename>& renames);

private:
    /// A question with its two answers.
    [[nodiscard]] QWidget* row(const RenameSuggestion& suggestion);
    [[nodiscard]] std::vector<Rename> all() const;

    std::vector<RenameSuggestion> m_suggestions;
    QWidget* m_summary;
    Notice* m_count;
    QToolButton* m_open;
    QScrollArea* m_list;
};

} // namespace schemawright
