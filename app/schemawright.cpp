#include "app/cli/cli.h"
#include "app/cli/connect.h"
#include "app/cli/process.h"
#include "ui/basics/language.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QIcon>
#include <QStandardPaths>
#include <QTimer>

#include <optional>
#include <system_error>

namespace {

namespace fs = std::filesystem;

/// The demo project lies beside the program, in a build folder as where it is installed.
fs::path demoSource()
{
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    return program.parent_path().parent_path() / "share/schemawright/demo";
}

/// What a desktop start was asked for.
struct Start {
    bool demo = false;
    QString folder;
};

/// nullopt where it is no desktop start: the command line answers, also for what it does not know.
std::optional<Start> desktopStart(int argc, char** argv)
{
    Start start;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const bool isVerb = i == 1 && schemawright::cli::isVerb(word); // though there may be a folder of that name
        if (word == "--demo")
            start.demo = true;
        else if (word.starts_with("-platform") || word.starts_with("-style"))
            ++i; // an option of Qt's with its value
        else if (!isVerb && start.folder.isEmpty() && QFileInfo(QString::fromLocal8Bit(argv[i])).isDir())
            start.folder = QDir(QString::fromLocal8Bit(argv[i])).absolutePath();
        else
            return std::nullopt;
    }
    return start;
}

} // namespace

int main(int argc, char** argv)
{
    const std::optional<Start> start = desktopStart(argc, argv);
    if (!start)
        return schemawright::cli::runProgram(argc, argv);

    schemawright::cli::giveBackLargeBlocks();
    QApplication app(argc, argv);
    schemawright::loadLanguage(app);
    QApplication::setOrganizationName(QStringLiteral("schemawright"));
    QApplication::setApplicationName(QStringLiteral("schemawright"));
    QApplication::setApplicationVersion(QStringLiteral(SCHEMAWRIGHT_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("schemawright"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/schemawright/schemawright.svg")));

    schemawright::WindowSettings settings;
    settings.demoSource = demoSource();
    settings.dataFolder =
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/schemawright");
    settings.cacheFolder =
        QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + QStringLiteral("/schemawright");
    settings.trust = schemawright::TrustFile::ofUser();
    // The window asks for no connection of a project that is not trusted.
    settings.connectionOf = [](const schemawright::Environment& environment, const std::stop_token& stop) {
        return schemawright::cli::connectionOf(environment, schemawright::cli::Trust::Yes, stop);
    };
    schemawright::MainWindow window(std::move(settings));
    window.show();
    // The first window is there before anything is opened.
    QTimer::singleShot(0, &window, [&] {
        if (start->demo)
            window.openDemo();
        else if (!start->folder.isEmpty())
            window.openFolder(start->folder);
    });
    return QApplication::exec();
}
