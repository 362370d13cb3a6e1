#include "diff/scratch/scratch.h"
#include "diff/server/connection.h"
#include "places.h"
#include "tests/screenshots/editor_pictures.h"
#include "ui/basics/language.h"
#include "ui/basics/text.h"
#include "ui/diagram/diagram_tab.h"
#include "ui/review/review_page.h"
#include "ui/window/main_window.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <cstdio>
#include <functional>

/// Makes the pictures of docs/images by driving the real window on the demo: screenshots FOLDER [DATABASE [PROJECT]].
namespace schemawright {

namespace {

constexpr int patience = 120000;

class Photographer {
public:
    Photographer(QString folder, QString database, const QString& demo)
        : m_folder(std::move(folder)), m_database(std::move(database))
    {
        QDir().mkpath(m_folder);
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home.path());
        QCoreApplication::setOrganizationName(QStringLiteral("schemawright"));
        QCoreApplication::setApplicationName(QStringLiteral("screenshots"));
        WindowSettings settings;
        settings.demoSource = demo.isEmpty() ? std::string(SCHEMAWRIGHT_SOURCE_DIR "/resources/demo") : toUtf8(demo);
        settings.dataFolder = m_home.path() + QStringLiteral("/data");
        settings.cacheFolder = m_home.path() + QStringLiteral("/cache");
        settings.connectionOf = [](const Environment& environment, const std::stop_token&) {
            return ConnectionSpec::parse(environment.url);
        };
        m_window = std::make_unique<MainWindow>(std::move(settings));
        m_window->appearance().choose(Appearance::Choice::Light);
        m_window->resize(1440, 900);
        m_window->show();
    }

    bool run()
    {
        QTest::qWait(300);
        take("welcome");
        m_window->openDemo();
        if (!wait("the demo", [&] {
                return m_window->workspace().isOpen() && m_window->workspace().document().catalog().size() > 3;
            }))
            return false;
        if (!m_database.isEmpty()) {
            m_window->workspace().switchDatabase(m_database);
            if (!wait("the database", [&] {
                    const DatabaseConfig* database = m_window->workspace().database();
                    return database != nullptr && toQt(database->name) == m_database;
                }))
                return false;
        }
        if (!wait("the count", [&] { return m_window->link().changeCount().has_value(); }))
            return false;
        if (const ObjectKey* table = tableToShow())
            m_window->select({*table});
        QTest::qWait(800);
        if (DiagramTab* tab = m_window->diagramTab())
            tab->canvas().zoomToFit();
        QTest::qWait(500);
        take("canvas-light");
        m_window->appearance().choose(Appearance::Choice::Dark);
        QTest::qWait(500);
        take("canvas-dark");
        m_window->showReview();
        if (!wait("the proof", [&] { return m_window->review()->session().proof().has_value(); }))
            return false;
        QTest::qWait(500);
        take("review-dark");
        m_window->appearance().choose(Appearance::Choice::Light);
        QTest::qWait(500);
        take("review");
        auto* message = m_window->findChild<QLineEdit*>(QStringLiteral("revisionMessage"));
        message->setText(QStringLiteral("order returns"));
        m_window->findChild<QPushButton*>(QStringLiteral("apply"))->click();
        const auto* end = m_window->findChild<QLabel*>(QStringLiteral("applyMessage"));
        if (!wait("the end of apply", [&] { return end->isVisible(); }))
            return false;
        QTest::qWait(800);
        take("apply");
        if (end->text() != QStringLiteral("Verified: the database matches the model")) {
            std::fprintf(stderr, "%s\n", qPrintable(end->text()));
            return false;
        }
        m_window->showDiagram();
        if (const ObjectKey* table = tableToShow())
            m_window->showRows(*table);
        QTest::qWait(1000);
        take("rows");
        takePages();
        m_window->showDiagram();
        return takeEditorPictures(*m_window, [this](const char* name) { take(name); });
    }

private:
    /// The table with the most columns: there is something to see in the inspector.
    const ObjectKey* tableToShow() const
    {
        const ObjectKey* best = nullptr;
        std::size_t most = 0;
        for (const Catalog::Entry& entry : m_window->workspace().document().catalog()) {
            const Table* table = entry.object->as<Table>();
            if (table == nullptr || !table->partitionOf.empty() || table->columns.size() <= most)
                continue;
            most = table->columns.size();
            best = entry.key.get();
        }
        return best;
    }

    void takePages()
    {
        m_window->showHistory();
        QTest::qWait(2000);
        inBoth("history-light", "history-dark");
        m_window->showDiagram();
        trigger("palette");
        auto* words = m_window->findChild<QLineEdit*>(QStringLiteral("paletteInput"));
        QTest::keyClicks(words, QStringLiteral("ord"));
        QTest::qWait(300);
        inBoth("palette-light", "palette-dark");
        QTest::keyClick(words, Qt::Key_Escape);
        trigger("shortcuts");
        QTest::qWait(300);
        inBoth("shortcuts-light", "shortcuts-dark");
        m_window->showDiagram();
        trigger("reverse");
        QTest::qWait(300);
        inBoth("connection-light", "connection-dark");
        if (QWidget* dialog = dialogOnTop())
            dialog->close();
    }

    void trigger(const char* action) { m_window->findChild<QAction*>(QLatin1String(action))->trigger(); }

    static QWidget* dialogOnTop()
    {
        const QWidgetList widgets = QApplication::topLevelWidgets();
        for (QWidget* widget : widgets) {
            if (widget->isVisible() && qobject_cast<QDialog*>(widget) != nullptr)
                return widget;
        }
        return nullptr;
    }

    void inBoth(const char* light, const char* dark)
    {
        take(light);
        m_window->appearance().choose(Appearance::Choice::Dark);
        QTest::qWait(400);
        take(dark);
        m_window->appearance().choose(Appearance::Choice::Light);
    }

    bool wait(const char* what, const std::function<bool()>& there)
    {
        if (QTest::qWaitFor(there, patience))
            return true;
        std::fprintf(stderr, "screenshots: waited in vain for %s\n", what);
        take("failed");
        return false;
    }

    void take(const char* name)
    {
        const QString path = m_folder + u'/' + QLatin1String(name) + QStringLiteral(".png");
        QWidget* dialog = dialogOnTop();
        (dialog != nullptr ? dialog : m_window.get())->grab().save(path);
        std::printf("%s\n", qPrintable(path));
    }

    QTemporaryDir m_home;
    QString m_folder;
    QString m_database;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace

} // namespace schemawright

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    schemawright::loadLanguage(app);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2) {
        std::fprintf(stderr, "usage: screenshots FOLDER [DATABASE [PROJECT]]\n");
        return 2;
    }
    schemawright::Photographer photographer(arguments[1], arguments.value(2), arguments.value(3));
    return photographer.run() ? 0 : 1;
}
