#include "ui/review/rename_questions.h"

#include "model/rename.h"
#include "ui/basics/appearance.h"
#include "ui/basics/notice.h"
#include "ui/basics/text.h"

#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <ranges>

namespace schemawright {

namespace {

constexpr int mostRowsShown = 5;
constexpr int oneLineWidth = 4000; ///< pixels: wide enough for a question without a break

QPushButton* button(const QString& text, const char* name, const QString& tip, QWidget* parent)
{
    auto* made = new QPushButton(text, parent);
    made->setObjectName(QString::fromUtf8(name));
    made->setToolTip(tip);
    return made;
}

QHBoxLayout* lineLayout(QWidget* line)
{
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(8, 2, 8, 2);
    return layout;
}

} // namespace

RenameQuestions::RenameQuestions(QWidget* parent)
    : QWidget(parent), m_summary(new QWidget(this)), m_count(new Notice(m_summary)), m_open(new QToolButton(m_summary)),
      m_list(new QScrollArea(this))
{
    m_count->setObjectName(QStringLiteral("renameCount"));
    m_open->setObjectName(QStringLiteral("openRenames"));
    m_open->setText(tr("Each"));
    m_open->setToolTip(tr("Shows each suspected rename"));
    m_open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_open->setArrowType(Qt::RightArrow);
    m_open->setCheckable(true);
    auto* yes =
        button(tr("All renamed"), "acceptAllRenames", tr("Renames the objects and keeps their data"), m_summary);
    auto* no = button(tr("All dropped and added"), "declineAllRenames", tr("Drops the old objects with their data"),
                      m_summary);
    QHBoxLayout* line = lineLayout(m_summary);
    line->addWidget(m_count, 1);
    line->addWidget(m_open);
    line->addWidget(yes);
    line->addWidget(no);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setWidgetResizable(true);
    m_list->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_summary);
    layout->addWidget(m_list);
    connect(m_open, &QToolButton::toggled, this, [this](bool open) {
        m_open->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        m_list->setVisible(open);
    });
    connect(yes, &QPushButton::clicked, this, [this] { Q_EMIT accepted(all()); });
    connect(no, &QPushButton::clicked, this, [this] { Q_EMIT declined(all()); });
    hide();
}

void RenameQuestions::ask(const std::vector<RenameSuggestion>& suggestions)
{
    m_suggestions = suggestions;
    const bool several = suggestions.size() > 1;
    auto* rows = new QWidget(m_list);
    auto* layout = new QVBoxLayout(rows);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    int lineHeight = 0;
    for (const RenameSuggestion& suggestion : m_suggestions) {
        QWidget* line = row(suggestion);
        lineHeight = std::max(line->findChild<QPushButton*>()->sizeHint().height(),
                              line->findChild<Notice*>()->heightForWidth(oneLineWidth)) +
                     2 * line->layout()->contentsMargins().top();
        layout->addWidget(line);
    }
    m_list->setWidget(rows);
    m_list->setFixedHeight(std::min(static_cast<int>(m_suggestions.size()), mostRowsShown) * lineHeight);
    m_count->say(tr("%n suspected renames: until they are answered, the old objects are dropped", nullptr,
                    static_cast<int>(suggestions.size())),
                 Notice::Tone::Warning);
    m_summary->setVisible(several);
    m_list->setVisible(!several || m_open->isChecked());
    setVisible(!suggestions.empty());
}

QWidget* RenameQuestions::row(const RenameSuggestion& suggestion)
{
    const Rename& rename = suggestion.rename;
    auto* line = new QWidget;
    auto* text = new Notice(line);
    text->setObjectName(QStringLiteral("renameQuestion"));
    const bool moves = !rename.newSchema.empty();
    const QString question = moves ? tr("Was %1 moved to %2, or dropped and a new object added? (%3)")
                                   : tr("Was %1 renamed to %2, or dropped and a new object added? (%3)");
    text->say(question.arg(shortName(rename.from), shortName(renamedKey(rename)), toQt(suggestion.reason)),
              Notice::Tone::Warning);
    QHBoxLayout* layout = lineLayout(line);
    layout->addWidget(text, 1);
    auto* yes =
        button(moves ? tr("Moved") : tr("Renamed"), "acceptRename",
               moves ? tr("Moves the object and keeps its data") : tr("Renames the object and keeps its data"), line);
    auto* no = button(tr("Dropped and added"), "declineRename", tr("Drops the old object with its data"), line);
    layout->addWidget(yes);
    layout->addWidget(no);
    connect(yes, &QPushButton::clicked, this, [this, rename] { Q_EMIT accepted({rename}); });
    connect(no, &QPushButton::clicked, this, [this, rename] { Q_EMIT declined({rename}); });
    return line;
}

std::vector<Rename> RenameQuestions::all() const
{
    return m_suggestions | std::views::transform(&RenameSuggestion::rename) | std::ranges::to<std::vector>();
}

} // namespace schemawright
