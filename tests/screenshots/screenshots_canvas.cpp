#include "ui/basics/language.h"
#include "ui/basics/text.h"
#include "ui/canvas/in_place_editor.h"
#include "ui/diagram/diagram_actions.h"
#include "ui/diagram/diagram_tab.h"
#include "ui/document/edits.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <functional>

/// Pictures of diagrams, light and dark: screenshots_canvas FOLDER FILE.sql... The scale is Qt's (QT_SCALE_FACTOR=2).
namespace schemawright {

namespace {

constexpr int patience = 300000;

class Photographer {
public:
    explicit Photographer(QString folder) : m_folder(std::move(folder))
    {
        QDir().mkpath(m_folder);
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home.path());
        WindowSettings settings;
        settings.dataFolder = m_home.path() + QStringLiteral("/data");
        settings.cacheFolder = m_home.path() + QStringLiteral("/cache");
        settings.connectionOf = [](const Environment& environment, const std::stop_token&) {
            return ConnectionSpec::parse(environment.url);
        };
        m_window = std::make_unique<MainWindow>(std::move(settings));
        m_window->resize(1440, 900);
        m_window->show();
    }

    bool take(const QString& file)
    {
        m_name = QFileInfo(file).completeBaseName();
        bool arranged = false;
        QString failure;
        Workspace& workspace = m_window->workspace();
        QObject context;
        QObject::connect(&workspace, &Workspace::arranged, &context, [&] { arranged = true; });
        QObject::connect(&workspace, &Workspace::failed, &context,
                         [&](const QString& what, const Error& error) { failure = what + toQt(error.text()); });
        // Every schema, without asking.
        QObject::connect(
            &workspace, &Workspace::schemasWanted, &context, [&] { workspace.takeRead({}); }, Qt::QueuedConnection);
        workspace.importSql({file}, false);
        if (!QTest::qWaitFor([&] { return arranged || !failure.isEmpty(); }, patience) || !failure.isEmpty()) {
            std::fprintf(stderr, "%s: %s\n", qPrintable(file),
                         failure.isEmpty() ? "was not arranged in time" : qPrintable(failure));
            return false;
        }
        CanvasView& canvas = m_window->diagramTab()->canvas();
        const ObjectKey key = busiest(canvas.scene());
        decorate(canvas, key);
        m_window->select({key});
        canvas.zoomToFit();
        both("far");
        canvas.setZoom(1);
        canvas.centerOn(key);
        both("near");
        canvas.setZoom(0.4);
        canvas.centerAt(canvas.scene().cards[canvas.scene().indexOf(key).value_or(0)].rect().center());
        both("middle");
        canvas.setFocusMode(true);
        both("focus");
        canvas.setFocusMode(false);
        canvas.setZoom(0.8);
        act("idef1x");
        both("idef1x");
        act("idef1x");
        act("stakeholderView");
        both("stakeholder");
        workspace.document().undoStack().clear();
        return true;
    }

private:
    static std::size_t linesOf(const Scene& scene, std::size_t card)
    {
        return static_cast<std::size_t>(std::ranges::count_if(
            scene.relations, [&](const Relation& line) { return line.from == card || line.to == card; }));
    }
    static ObjectKey busiest(const Scene& scene)
    {
        std::size_t best = 0;
        for (std::size_t i = 0; i < scene.cards.size(); ++i) {
            if (linesOf(scene, i) > linesOf(scene, best) && linesOf(scene, i) < 25)
                best = i;
        }
        return scene.cards[best].key;
    }

    /// An area around a table and its neighbours on the left, a note, a colour, a verb phrase.
    void decorate(CanvasView& canvas, const ObjectKey& key)
    {
        const Scene& scene = canvas.scene();
        const Rect rect = scene.cards[*scene.indexOf(key)].rect();
        const Rect bounds = scene.bounds();
        Document& document = m_window->workspace().document();
        (void)document.edit(QStringLiteral("decorate"), [&](ProjectState& state) -> Result<void> {
            Diagram& diagram = state.diagrams.front();
            const Rect around = rect.grown(28);
            diagram.notes = {DiagramNote{.id = "a",
                                         .area = true,
                                         .text = "Core",
                                         .position = {around.x, around.y - 30},
                                         .width = around.width,
                                         .height = around.height + 30,
                                         .color = "#2f8574"},
                             DiagramNote{.id = "n",
                                         .text = "# To decide\n- who owns **" + key.name +
                                                 "**\n- how long rows are *kept*\n\nAsk before changing `" + key.name +
                                                 "`.",
                                         .position = {rect.x, bounds.y - 190},
                                         .width = 260,
                                         .height = 140}};
            for (const Relation& relation : scene.relations) {
                if (scene.cards[relation.to].key == key || scene.cards[relation.from].key == key)
                    diagram.verbs[relation.key] = "belongs to";
            }
            diagram.cards[key].color = "#b0603a";
            diagram.cards[key].alias = key.name + " (what people call it)";
            return {};
        });
    }

    void act(const char* name)
    {
        for (QAction* each : m_window->diagramTab()->actions().all()) {
            if (each->objectName() == QLatin1String(name))
                each->trigger();
        }
    }

    void both(const char* what)
    {
        for (const auto choice : {Appearance::Choice::Dark, Appearance::Choice::Light}) {
            m_window->appearance().choose(choice);
            QTest::qWait(350);
            const bool dark = choice == Appearance::Choice::Dark;
            const QString path =
                QStringLiteral("%1/%2-%3-%4-%5.png")
                    .arg(m_folder, m_name, QLatin1String(what), dark ? QStringLiteral("dark") : QStringLiteral("light"))
                    .arg(qRound(m_window->devicePixelRatioF() * 100));
            m_window->grab().save(path);
            std::printf("%s\n", qPrintable(path));
        }
    }

    QTemporaryDir m_home;
    QString m_folder;
    QString m_name;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace

} // namespace schemawright

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    schemawright::loadLanguage(app);
    QCoreApplication::setOrganizationName(QStringLiteral("schemawright"));
    QCoreApplication::setApplicationName(QStringLiteral("screenshots"));
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 3) {
        std::fprintf(stderr, "usage: screenshots_canvas FOLDER FILE.sql...\n");
        return 2;
    }
    schemawright::Photographer photographer(arguments[1]);
    for (const QString& file : arguments.mid(2)) {
        if (!photographer.take(file))
            return 1;
    }
    return 0;
}
