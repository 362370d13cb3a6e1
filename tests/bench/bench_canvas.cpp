// bench_canvas GENERATOR [TABLES...]: the window on generated models, drawn by software: how long it takes to open and to draw.
// GENERATOR is a program that prints DDL: GENERATOR N SEED. Each size is measured in a process of its own, so that memory is its own.

#include "ui/basics/text.h"
#include "ui/diagram/diagram_tab.h"
#include "ui/picture/export.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>

using namespace schemawright;

namespace {

constexpr int patience = 900000; // milliseconds
constexpr QSize windowSize(1440, 900);

/// Of this thread, or of the whole program, in milliseconds.
double processorTime(clockid_t clock = CLOCK_THREAD_CPUTIME_ID)
{
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1000 + static_cast<double>(now.tv_nsec) / 1e6;
}

WindowSettings settingsIn(const QString& folder)
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder + QStringLiteral("/settings"));
    QCoreApplication::setOrganizationName(QStringLiteral("schemawright-bench"));
    QCoreApplication::setApplicationName(QStringLiteral("schemawright-bench"));
    WindowSettings settings;
    settings.dataFolder = folder + QStringLiteral("/data");
    settings.cacheFolder = folder + QStringLiteral("/cache");
    settings.connectionOf = [](const Environment& environment, const std::stop_token&) {
        return ConnectionSpec::parse(environment.url);
    };
    return settings;
}

/// Sees each drawing of the canvas.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(QWidget* widget) { widget->installEventFilter(this); }
    [[nodiscard]] bool took() { return std::exchange(m_painted, false); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        m_painted = m_painted || event->type() == QEvent::Paint;
        return QObject::eventFilter(watched, event);
    }

private:
    bool m_painted = false;
};

/// The frames of one kind of work. A frame is everything from an event to the drawn window: the GUI thread is busy that long.
class Frames {
public:
    Frames(const char* what, QWidget* viewport) : m_what(what), m_watch(viewport) {}

    /// One event, and all that follows at once.
    void frame(const std::function<void()>& act)
    {
        QElapsedTimer wall;
        wall.start();
        const double before = processorTime();
        act();
        QCoreApplication::processEvents();
        if (!m_watch.took())
            return;
        m_processor.push_back(processorTime() - before);
        m_wall.push_back(static_cast<double>(wall.nsecsElapsed()) / 1e6);
    }
    /// What moves by itself afterwards (a zoom that glides), frame by frame.
    void settle(int milliseconds)
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < milliseconds)
            frame([] { QTest::qSleep(1); });
    }
    void print()
    {
        std::ranges::sort(m_wall);
        std::ranges::sort(m_processor);
        const auto at = [](const std::vector<double>& sorted, double part) {
            return sorted.empty() ? 0.0
                                  : sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
        };
        const auto slow = std::ranges::count_if(m_wall, [](double each) { return each > 16; });
        std::printf("%s: frames %zu\n", m_what, m_wall.size());
        std::printf("%s: median frame %.1f ms\n", m_what, at(m_wall, 0.5));
        std::printf("%s: p99 frame %.1f ms\n", m_what, at(m_wall, 0.99));
        std::printf("%s: p99 frame, processor time %.1f ms\n", m_what, at(m_processor, 0.99));
        std::printf("%s: longest frame %.1f ms\n", m_what, at(m_wall, 1));
        std::printf("%s: frames over 16 ms %.1f %%\n", m_what,
                    m_wall.empty() ? 0.0 : 100.0 * static_cast<double>(slow) / static_cast<double>(m_wall.size()));
        std::fflush(stdout);
    }

private:
    const char* m_what;
    PaintWatch m_watch;
    std::vector<double> m_wall;
    std::vector<double> m_processor;
};

void mouse(QWidget* widget, QEvent::Type type, QPointF at, Qt::MouseButton button, Qt::KeyboardModifiers modifiers = {})
{
    const bool move = type == QEvent::MouseMove;
    QMouseEvent event(type, at, widget->mapToGlobal(at), move ? Qt::NoButton : button,
                      type == QEvent::MouseButtonRelease ? Qt::NoButton : button, modifiers);
    QApplication::sendEvent(widget, &event);
}

void wheel(QWidget* widget, QPointF at, int turn)
{
    QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, turn}, Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(widget, &event);
}

/// A round trip by the middle button at one zoom.
void pan(Frames& frames, CanvasView& canvas)
{
    QWidget* window = canvas.viewport();
    const QPointF middle = QRectF(window->rect()).center();
    mouse(window, QEvent::MouseButtonPress, middle, Qt::MiddleButton);
    for (int step = 1; step <= 120; ++step) {
        const double angle = step / 120.0 * 2 * M_PI;
        const QPointF at = middle + QPointF(std::sin(angle) * 900, (1 - std::cos(angle)) * 700);
        frames.frame([&] { mouse(window, QEvent::MouseMove, at, Qt::MiddleButton); });
    }
    mouse(window, QEvent::MouseButtonRelease, middle, Qt::MiddleButton);
}

std::size_t linesOf(const Scene& scene, std::size_t card)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        scene.relations, [&](const Relation& line) { return line.from == card || line.to == card; }));
}

/// The card whose number of lines is nearest to 20.
std::size_t busyCard(const Scene& scene)
{
    std::size_t best = 0;
    const auto off = [&](std::size_t card) { return std::abs(static_cast<double>(linesOf(scene, card)) - 20); };
    for (std::size_t i = 1; i < scene.cards.size(); ++i) {
        if (off(i) < off(best))
            best = i;
    }
    return best;
}

void drag(Frames& frames, Frames& drops, CanvasView& canvas, const ObjectKey& card)
{
    QWidget* window = canvas.viewport();
    canvas.setZoom(0.7);
    canvas.centerOn(card);
    QTest::qWait(200);
    const QRectF rect = canvas.viewportRectOf(card);
    const QPointF from(rect.center().x(), rect.top() + 10 * canvas.zoom());
    mouse(window, QEvent::MouseButtonPress, from, Qt::LeftButton);
    QPointF at = from;
    for (int step = 1; step <= 100; ++step) {
        at = from + QPointF(std::sin(step / 100.0 * 2 * M_PI) * 300 + step, std::cos(step / 40.0) * 160);
        frames.frame([&] { mouse(window, QEvent::MouseMove, at, Qt::LeftButton); });
    }
    drops.frame([&] { mouse(window, QEvent::MouseButtonRelease, at, Qt::LeftButton); });
    drops.settle(150);
}

void rubberBand(Frames& frames, CanvasView& canvas)
{
    canvas.zoomToFit();
    QTest::qWait(300);
    QWidget* window = canvas.viewport();
    const QPointF start(2, 2);
    mouse(window, QEvent::MouseButtonPress, start, Qt::LeftButton);
    for (int step = 1; step <= 100; ++step)
        frames.frame([&] {
            mouse(window, QEvent::MouseMove, start + QPointF(window->width(), window->height()) * step / 101.0,
                  Qt::LeftButton);
        });
    frames.frame([&] { mouse(window, QEvent::MouseButtonRelease, start, Qt::LeftButton); });
}

double megabytes(const char* field)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith(field))
            return line.mid(line.indexOf(':') + 1).trimmed().split(' ').front().toDouble() / 1024;
    }
    return 0;
}

int measure(const QString& home, const QString& project)
{
    MainWindow window(settingsIn(home));
    window.resize(windowSize);
    window.show();
    QTest::qWait(300);
    QElapsedTimer timer;
    timer.start();
    const double processorBefore = processorTime(CLOCK_PROCESS_CPUTIME_ID);
    double opened = -1;
    QObject::connect(&window.workspace(), &Workspace::opened, &window,
                     [&] { opened = static_cast<double>(timer.nsecsElapsed()) / 1e9; });
    window.openFolder(project);
    // From the click to the drawn diagram; what opens is all there only then.
    std::unique_ptr<PaintWatch> watch;
    const bool drawn = QTest::qWaitFor(
        [&] {
            if (opened >= 0 && !watch && window.diagramTab())
                watch = std::make_unique<PaintWatch>(window.diagramTab()->canvas().viewport());
            return watch && watch->took();
        },
        patience);
    if (!drawn) {
        std::fprintf(stderr, "the project was not drawn\n");
        return 1;
    }
    const double processorUsed = processorTime(CLOCK_PROCESS_CPUTIME_ID) - processorBefore;
    const double painted = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    CanvasView& canvas = window.diagramTab()->canvas();
    std::printf("%zu tables, %zu lines, window %d x %d\n", canvas.scene().cards.size(), canvas.scene().relations.size(),
                window.width(), window.height());
    std::printf("open: model %.2f s\n", opened);
    std::printf("open: first paint %.2f s\n", painted);
    std::printf("open: processor time %.2f s\n", processorUsed / 1000);
    std::printf("open: memory %.0f MB\n", megabytes("VmRSS"));
    QTest::qWait(1500); // what follows opening: counting changes, checking

    Frames panning("pan", canvas.viewport());
    for (const double zoom : {0.1, 0.3, 0.5, 1.0}) {
        canvas.zoomToFit();
        canvas.setZoom(zoom);
        QTest::qWait(300);
        pan(panning, canvas);
    }
    panning.print();

    Frames zooming("zoom", canvas.viewport());
    canvas.zoomToFit();
    QTest::qWait(200);
    const QPointF middle = QRectF(canvas.viewport()->rect()).center();
    for (const int turn : {120, -120}) {
        for (int step = 0; step < 24; ++step) {
            zooming.frame([&] { wheel(canvas.viewport(), middle, turn); });
            zooming.settle(60);
        }
        zooming.settle(300);
    }
    zooming.print();

    const std::size_t card = busyCard(canvas.scene());
    const ObjectKey key = canvas.scene().cards[card].key;
    std::printf("drag: lines of the card %zu\n", linesOf(canvas.scene(), card));
    Frames dragging("drag", canvas.viewport());
    Frames drops("drop", canvas.viewport());
    for (int round = 0; round < 3; ++round)
        drag(dragging, drops, canvas, key);
    dragging.print();
    drops.print();

    Frames band("rubber band", canvas.viewport());
    rubberBand(band, canvas);
    band.print();

    std::printf("memory: %.0f MB\n", megabytes("VmRSS"));
    std::printf("memory: peak %.0f MB\n", megabytes("VmHWM"));
    timer.restart();
    const std::string svg = toSvg(canvas.scene(), lightTheme());
    std::printf("svg: %.2f MB\n", static_cast<double>(svg.size()) / 1e6);
    std::printf("svg: written in %.2f s\n", static_cast<double>(timer.nsecsElapsed()) / 1e9);
    window.workspace().document().undoStack().clear();
    return 0;
}

/// A project with that many tables, laid out; returns false where that failed, having said why.
bool prepare(const QString& home, const QString& project, const QString& generator, int tables)
{
    const QString file = home + QStringLiteral("/generated.sql");
    QProcess program;
    program.setStandardOutputFile(file);
    program.start(QStringLiteral("sh"), {QStringLiteral("-c"), QStringLiteral("%1 %2 7").arg(generator).arg(tables)});
    if (!program.waitForFinished(patience) || program.exitCode() != 0) {
        std::fprintf(stderr, "the generator failed\n");
        return false;
    }
    MainWindow window(settingsIn(home));
    window.resize(windowSize);
    window.show();
    bool arranged = false;
    bool saved = false;
    QString failure;
    QObject::connect(&window.workspace(), &Workspace::arranged, &window, [&] { arranged = true; });
    QObject::connect(&window.workspace(), &Workspace::saved, &window, [&] { saved = true; });
    QObject::connect(&window.workspace(), &Workspace::failed, &window, [&](const QString& what, const Error& error) {
        failure = what + QStringLiteral(": ") + toQt(error.text());
    });
    // Every schema, without asking.
    QObject::connect(
        &window.workspace(), &Workspace::schemasWanted, &window, [&] { window.workspace().takeRead({}); },
        Qt::QueuedConnection);
    QElapsedTimer timer;
    timer.start();
    window.workspace().importSql({file}, false);
    bool done = QTest::qWaitFor([&] { return window.workspace().isOpen() || !failure.isEmpty(); }, patience);
    std::printf("import: SQL run and read back in %.1f s\n", static_cast<double>(timer.elapsed()) / 1000);
    timer.restart();
    done = done && QTest::qWaitFor([&] { return arranged || !failure.isEmpty(); }, patience);
    std::printf("import: arranged in %.1f s\n", static_cast<double>(timer.elapsed()) / 1000);
    std::fflush(stdout);
    if (done && failure.isEmpty()) {
        window.workspace().saveTo(project);
        done = QTest::qWaitFor([&] { return saved || !failure.isEmpty(); }, patience);
    }
    if (done && failure.isEmpty()) {
        // Once opened, what PostgreSQL made of the model is kept, as the program does: the measured opening finds it.
        bool opened = false;
        QObject::connect(&window.workspace(), &Workspace::opened, &window, [&] { opened = true; });
        window.workspace().openFolder(project);
        done = QTest::qWaitFor([&] { return opened || !failure.isEmpty(); }, patience);
    }
    if (!failure.isEmpty())
        std::fprintf(stderr, "%s\n", qPrintable(failure));
    return done && saved && failure.isEmpty();
}

/// Itself again, with those words; what it prints is passed on.
int again(const QStringList& words)
{
    return QProcess::execute(QCoreApplication::applicationFilePath(), words);
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    const QStringList words = QApplication::arguments().mid(1);
    if (words.size() == 5 && words[0] == QStringLiteral("--prepare"))
        return prepare(words[1], words[2], words[3], words[4].toInt()) ? 0 : 1;
    if (words.size() == 3 && words[0] == QStringLiteral("--measure"))
        return measure(words[1], words[2]);
    if (words.isEmpty()) {
        std::fprintf(stderr, "usage: bench_canvas GENERATOR [TABLES...]\n");
        return 2;
    }
    QStringList sizes = words.mid(1);
    if (sizes.isEmpty())
        sizes = {QStringLiteral("2000"), QStringLiteral("10000")};
    for (const QString& tables : sizes) {
        QTemporaryDir home;
        const QString project = home.filePath(QStringLiteral("project"));
        int failed = again({QStringLiteral("--prepare"), home.path(), project, words[0], tables});
        if (failed == 0)
            failed = again({QStringLiteral("--measure"), home.path(), project});
        if (failed != 0)
            return failed;
    }
    return 0;
}
