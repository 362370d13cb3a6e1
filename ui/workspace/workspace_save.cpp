// Saving: the files of the project, and copies of unsaved work.

#include "ui/workspace/workspace.h"

#include "diff/difference/model_text.h"
#include "diff/plan/plan.h"
#include "model/rename.h"
#include "ui/basics/text.h"
#include "ui/document/edits.h"

#include <QPointer>

namespace schemawright {

namespace {

/// What is to be written, and what it is written over.
struct SaveJob {
    DatabaseConfig database;
    ProjectState before;
    ProjectState after;
    std::vector<SourceFile> files; ///< as they were when the model was opened
    bool fresh = false;            ///< the folder has no file of ours yet
};

Result<std::vector<SourceFile>> writeProject(const SaveJob& job, ScratchHost& scratch, const Task& task)
{
    Result<std::vector<SourceFile>> onDisk = readModelFiles(job.database);
    if (!onDisk)
        return onDisk;
    if (!job.fresh && *onDisk != job.files)
        return fail(ErrorCode::Conflict,
                    "schema.sql was changed by another program since it was opened; nothing was written",
                    "save to another folder, or open the project again");
    if (job.fresh || job.before.catalog != job.after.catalog || job.files.empty()) {
        std::string text;
        if (job.fresh || job.files.empty()) {
            Result<std::string> script = catalogScript(job.after.catalog);
            if (!script)
                return std::unexpected(script.error());
            text = std::move(*script);
        } else {
            Result<std::shared_ptr<ScratchServer>> server = scratch.get(task);
            if (!server)
                return std::unexpected(server.error());
            Result<std::string> rewritten =
                rewriteModelText(**server, job.files.front().text, job.before.catalog, job.after.catalog,
                                 renamesBetween(job.before.renames, job.after.renames), task);
            if (!rewritten)
                return std::unexpected(rewritten.error());
            text = std::move(*rewritten);
        }
        if (Result<void> done = writeModelFile(job.database, text); !done)
            return std::unexpected(done.error());
    }
    for (const Diagram& diagram : job.after.diagrams) {
        const Diagram* before = findDiagram(job.before, diagram.name);
        if (!job.fresh && before != nullptr && *before == diagram)
            continue;
        if (Result<void> done = writeDiagram(job.database, diagram); !done)
            return std::unexpected(done.error());
    }
    for (const Diagram& diagram : job.before.diagrams) {
        if (job.fresh || findDiagram(job.after, diagram.name) != nullptr)
            continue;
        if (Result<void> done = removeDiagram(job.database, diagram.name);
            !done && done.error().code != ErrorCode::NotFound)
            return std::unexpected(done.error());
    }
    if (Result<void> done = writeRenames(job.database, job.after.renames); !done)
        return std::unexpected(done.error());
    return readModelFiles(job.database);
}

} // namespace

void Workspace::save()
{
    if (const DatabaseConfig* config = database())
        saveInto(*m_project, *config, false);
}

void Workspace::saveTo(const QString& folder)
{
    if (m_saving) {
        Error error;
        error.code = ErrorCode::Conflict;
        error.message = toUtf8(tr("%1 is being saved").arg(title()));
        error.hint = toUtf8(tr("try again when it is saved"));
        Q_EMIT failed(tr("Could not create the project"), error);
        return;
    }
    const std::filesystem::path path(toUtf8(folder));
    Result<Project> project = createProject(path, path.filename().string());
    if (!project) {
        Q_EMIT failed(tr("Could not create the project"), project.error());
        return;
    }
    saveInto(*project, project->config.databases.front(), true);
}

void Workspace::saveInto(const Project& project, const DatabaseConfig& database, bool fresh)
{
    if (m_saving) {
        m_saveAgain = true; // the files are being written
        return;
    }
    SaveJob job{database, m_document.saved(), m_document.state(), {}, fresh};
    if (!fresh)
        job.files = m_files;
    // Renames of what the saved files do not know are no renames to them.
    const std::vector<Rename> added = renamesBetween(job.before.renames, job.after.renames);
    if (fresh)
        job.after.renames.clear();
    else if (job.after.renames.size() >= job.before.renames.size() && !added.empty()) {
        const std::vector<Rename> kept = applicableRenames(added, job.before.catalog, job.after.catalog);
        job.after.renames = job.before.renames;
        for (const Rename& rename : kept)
            recordRename(job.after.renames, rename);
    }
    const ProjectState shown = m_document.state();
    m_saving = true;
    m_runner.run<std::vector<SourceFile>>(
        this, tr("Saving %1").arg(toQt(project.config.name)),
        [job, scratch = m_scratch](const Task& task) { return writeProject(job, *scratch, task); },
        [this, project, shown, model = QPointer<QObject>(m_model.get()),
         name = toQt(database.name)](Result<std::vector<SourceFile>> files) {
            if (!model) { // another model is open
                if (!files)
                    Q_EMIT failed(tr("Could not save the project"), files.error());
                return;
            }
            m_saving = false;
            const bool again = std::exchange(m_saveAgain, false);
            if (!files && files.error().code == ErrorCode::Conflict && !m_outside) {
                // Somebody else was first: theirs is merged, and both are saved.
                m_saveAfterMerge = true;
                lookOutside();
                return;
            }
            if (!files) {
                Q_EMIT failed(tr("Could not save the project"), files.error());
                return;
            }
            onSaved(project, name, shown, std::move(*files));
            if (again && m_document.isDirty())
                save(); // saved() follows that
            else
                Q_EMIT saved();
        });
}

void Workspace::onSaved(const Project& project, const QString& database, const ProjectState& state,
                        std::vector<SourceFile> files)
{
    m_files = std::move(files);
    m_project = project;
    m_database = database;
    m_watch.watch(*this->database());
    m_document.markSaved(state);
    if (!m_document.isDirty())
        m_recovery->clear();
}

void Workspace::keepUnsaved()
{
    if (m_keeping.isRunning()) {
        m_keepTimer.start();
        return;
    }
    if (!m_document.isDirty()) {
        m_recovery->clear();
        return;
    }
    const QString folder = m_project ? toQt(m_project->root.string()) : QString();
    m_keeping.hold(m_runner.run<bool>(
        this, tr("Backing up unsaved work"),
        [recovery = m_recovery, state = m_document.state(), folder,
         name = m_database](const Task& task) -> Result<bool> {
            const Result<void> kept = recovery->keep(state, folder, name, task.stop);
            if (!kept)
                return std::unexpected(kept.error());
            return true;
        },
        [this](const Result<bool>& kept) {
            if (!kept && kept.error().code != ErrorCode::Cancelled)
                Q_EMIT logged(tr("Could not back up unsaved work: %1").arg(toQt(kept.error().text())));
        },
        true));
}

} // namespace schemawright
