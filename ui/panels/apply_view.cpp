#include "ui/panels/apply_view.h"

#include "ui/basics/notice.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace schemawright {

ApplyView::ApplyView(QWidget* parent)
    : QWidget(parent), m_title(new QLabel(this)), m_list(new QTreeWidget(this)), m_progress(new QProgressBar(this)),
      m_step(new QLabel(this)), m_message(new Notice(this)),
      m_cancel(new QPushButton(themeIcon(QStringLiteral("process-stop")), tr("Cancel"), this)),
      m_close(new QPushButton(tr("Back to the review"), this))
{
    m_inbox->view = this;
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setMargin(6);
    m_list->setObjectName(QStringLiteral("applyList"));
    m_list->setAccessibleName(tr("Applied statements"));
    m_list->setHeaderLabels({tr("Statement"), tr("Time")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->header()->setStretchLastSection(false);
    m_message->setObjectName(QStringLiteral("applyMessage"));
    m_step->setTextFormat(Qt::PlainText);
    m_step->setForegroundRole(QPalette::PlaceholderText);
    m_step->setMargin(6);
    m_cancel->setObjectName(QStringLiteral("applyCancel"));
    m_cancel->setToolTip(tr("Cancels the running statement; its transaction is rolled back"));
    m_close->setObjectName(QStringLiteral("applyClose"));
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(6, 6, 6, 6);
    buttons->addWidget(m_progress, 1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_title);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_step);
    layout->addWidget(m_message);
    layout->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancel->setEnabled(false);
        m_cancel->setText(tr("Stopping …"));
        Q_EMIT cancelRequested();
    });
    connect(m_close, &QPushButton::clicked, this, &ApplyView::closed);
}

ApplyView::~ApplyView()
{
    const std::lock_guard lock(m_inbox->mutex);
    m_inbox->view = nullptr;
}

void ApplyView::begin(const QString& target, int statements)
{
    m_running = true;
    m_done = 0;
    m_title->setText(tr("Applying to %1").arg(target));
    m_list->clear();
    m_message->hide();
    m_step->clear();
    m_step->show();
    m_progress->setRange(0, statements);
    m_progress->setValue(0);
    m_progress->show();
    m_cancel->setText(tr("Cancel"));
    m_cancel->setEnabled(true);
    m_cancel->show();
    m_close->hide();
}

void ApplyView::report(const ApplyEvent& event)
{
    const QString label = toQt(event.label).simplified();
    if (isNote(event.state)) {
        auto* item = new QTreeWidgetItem(m_list, {label, QString()});
        item->setIcon(0, themeIcon(QStringLiteral("data-information")));
        item->setToolTip(0, plainTip(label));
        m_list->scrollToItem(item);
        return;
    }
    if (event.state == ApplyEvent::State::Started) {
        auto* item = new QTreeWidgetItem(m_list, {label.left(300), QString()});
        item->setIcon(0, themeIcon(QStringLiteral("media-playback-start")));
        item->setToolTip(0, plainTip(label.left(2000)));
        m_list->scrollToItem(item);
        return;
    }
    const bool failed = event.state == ApplyEvent::State::Failed;
    const QList<QTreeWidgetItem*> same = m_list->findItems(label.left(300), Qt::MatchExactly);
    auto* item = same.isEmpty() ? new QTreeWidgetItem(m_list, {label.left(300), QString()}) : same.last();
    item->setIcon(0, themeIcon(failed ? QStringLiteral("data-error") : QStringLiteral("dialog-ok-apply")));
    item->setText(1, tr("%1 ms").arg(event.seconds * 1000, 0, 'f', 1));
    m_list->scrollToItem(item);
    m_progress->setValue(++m_done);
}

ApplyProgress ApplyView::reporter()
{
    return [inbox = m_inbox](const ApplyEvent& event) {
        const std::lock_guard lock(inbox->mutex);
        if (inbox->view == nullptr)
            return;
        inbox->events.push_back(event);
        QCoreApplication::postEvent(inbox->view, new QEvent(QEvent::User));
    };
}

void ApplyView::customEvent(QEvent*)
{
    ApplyEvent event;
    {
        const std::lock_guard lock(m_inbox->mutex);
        event = std::move(m_inbox->events.front());
        m_inbox->events.pop_front();
    }
    report(event);
}

void ApplyView::say(const QString& step)
{
    m_step->setText(step + QStringLiteral(" …"));
}

void ApplyView::end(const QString& message, bool failure)
{
    m_running = false;
    m_message->say(message, failure ? Notice::Tone::Bad : Notice::Tone::Good);
    m_step->hide();
    m_progress->hide();
    m_cancel->hide();
    m_close->show();
}

} // namespace schemawright
