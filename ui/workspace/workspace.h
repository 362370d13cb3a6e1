#pragma once

#include "diff/kinds/base/reading.h"
#include "diff/server/connection.h"
#include "model/trust.h"
#include "ui/background/model_watch.h"
#include "ui/background/resolver.h"
#include "ui/background/routine_watch.h"
#include "ui/background/scratch_host.h"
#include "ui/basics/task_slot.h"
#include "ui/document/document.h"
#include "ui/document/recovery.h"

#include <QStringList>
#include <QTimer>

#include <memory>
#include <optional>

namespace schemawright {

/// A model as read, off the GUI thread.
struct LoadedModel {
    ProjectState state;
    std::vector<SourceFile> files; ///< as on disk
};

/// Changes that another program made to schema.sql while the model was open, and both possible results.
struct OutsideChange {
    Catalog theirs;
    std::vector<SourceFile> files;
    Catalog mineWins;  ///< both merged; for conflicts, the document's version
    Catalog theirsWin; ///< ... the version on disk
    QStringList conflicts;
};

/// The open project: one of its databases in the Document, its files, its checks. Long operations run in the background and report their end
/// with a signal.
class Workspace : public QObject {
    Q_OBJECT

public:
    /// `cacheFolder`: the folder for unsaved work. `trust`: what the user trusts.
    Workspace(TaskRunner& runner, const QString& cacheFolder, TrustFile trust, QObject* parent = nullptr);
    ~Workspace() override;

    [[nodiscard]] Document& document() { return m_document; }
    [[nodiscard]] const Document& document() const { return m_document; }
    [[nodiscard]] Resolver& resolver() { return m_resolver; }
    [[nodiscard]] RoutineWatch& bodies() { return m_bodies; }
    [[nodiscard]] TaskRunner& runner() { return m_runner; }
    [[nodiscard]] const std::shared_ptr<ScratchHost>& scratch() const { return m_scratch; }
    [[nodiscard]] Recovery& recovery() { return *m_recovery; }
    /// The guard of work for the open model: it is destroyed when another one is opened.
    [[nodiscard]] QObject* model() const { return m_model.get(); }

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] const std::optional<Project>& project() const
    {
        return m_project;
    } ///< none for a model that has not been saved
    [[nodiscard]] const DatabaseConfig* database() const;
    [[nodiscard]] QStringList databaseNames() const;
    /// "shop", "shop / orders", "New model".
    [[nodiscard]] QString title() const;
    /// The scope of comparisons between the database and the model.
    [[nodiscard]] Scope scope() const;

    /// The requests of the open project that the user has not trusted. None of them is run or connected to.
    [[nodiscard]] const std::vector<ProjectRequest>& untrusted() const { return m_untrusted; }
    /// Whether the project's other texts were trusted before, so that schemawright.toml must have changed.
    [[nodiscard]] bool trustedBefore() const;
    /// Whether the environment of the open project is trusted.
    [[nodiscard]] bool trusts(const Environment& environment) const;
    /// Trusts all requests of the open project. trustChanged() or failed() follows.
    void trustFolder();
    /// Withdraws the trust.
    void forgetFolder();

    void newModel();
    /// opened() or failed() follows; only failed() if the open model is edited meanwhile. A call before that replaces the earlier one.
    void openFolder(const QString& folder, const QString& database = {});
    void openProjectDatabase(const Project& project, const QString& database);
    /// Opens another database of the open project.
    void switchDatabase(const QString& name);
    /// Creates an unsaved model from a live database.
    void reverseEngineer(const ConnectionSpec& spec);
    /// Creates an unsaved model from SQL files (including pg_dump's), or adds them to the open one as one step if `intoOpen`.
    void importSql(const QStringList& files, bool intoOpen);
    void recover(const RecoveredWork& work);

    /// Writes the changes. saved() or failed() follows. A model without a folder must be given one.
    void save();
    void saveTo(const QString& folder);
    /// Rearranges all cards of the diagram as one step, or `quietly` as a part of an import.
    void arrangeDiagram(const QString& diagram, bool quietly = false);
    void close();
    /// The answer to schemasWanted(): the schemas that the model will include.
    void takeRead(const std::vector<std::string>& schemas);
    /// Merges the changes of a live database as one step. The diagrams and the changes that exist only here are kept.
    void refreshFrom(const Catalog& live, const QString& name);
    /// The answer to outsideConflict().
    void answerOutside(bool keepMine);

Q_SIGNALS:
    void opened();
    void saved();
    void trustChanged();
    void arranged(const QString& diagram);
    void failed(const QString& what, const schemawright::Error& error);
    void logged(const QString& line);
    /// The reading has several schemas; takeRead() answers which to include.
    void schemasWanted(const schemawright::Catalog& catalog, const QString& source);
    /// schema.sql was changed by another program, and these objects were changed here too. answerOutside() decides.
    void outsideConflict(const QStringList& objects);
    void mergedOutside(bool hadConflicts);
    void refreshed(int changes);

private:
    /// `then` runs after opened().
    void load(const Project& project, const QString& database, const std::function<void()>& then);
    /// Fails, and reports it, if the model was edited after the edit with that number.
    [[nodiscard]] bool editedSince(int edits, const QString& name);
    void adopt(LoadedModel loaded, bool neverSaved);
    void readNext(const QString& label, const QString& failure, const QString& name,
                  std::function<Result<Reading>(const Task&)> read);
    void chooseScratch(const Project* project);
    void lookAtTrust();
    void showReading(const QString& name, Reading reading, bool intoOpen);
    void saveInto(const Project& project, const DatabaseConfig& database, bool fresh);
    void onSaved(const Project& project, const QString& database, const ProjectState& state,
                 std::vector<SourceFile> files);
    void keepUnsaved();
    void lookOutside();
    void mergeOutside(Catalog theirs, std::vector<SourceFile> files);

    TaskRunner& m_runner;
    TrustFile m_trust;
    std::vector<ProjectRequest> m_untrusted;
    std::shared_ptr<ScratchHost> m_scratch;
    Document m_document;
    Resolver m_resolver;
    RoutineWatch m_bodies;
    std::shared_ptr<Recovery> m_recovery;
    QTimer m_keepTimer;
    TaskSlot m_keeping;
    TaskSlot m_opening; ///< reads the model that is opened next
    std::unique_ptr<QObject> m_model = std::make_unique<QObject>();
    int m_edits = 0; ///< counts the user's edits, undo and redo
    bool m_open = false;
    std::optional<Project> m_project;
    QString m_database;
    QString m_untitled;
    std::vector<SourceFile> m_files;
    ModelWatch m_watch;
    bool m_saving = false;
    bool m_saveAgain = false; ///< was requested while the model was being saved
    TaskSlot m_lookingOutside;
    bool m_saveAfterMerge = false;
    Catalog m_read; ///< waits for takeRead()
    QString m_readName;
    std::optional<OutsideChange> m_outside; ///< waits for an answer
};

} // namespace schemawright
