#pragma once

#include "diff/kinds/base/reading.h"
#include "diff/server/connection.h"
#include "model/trust.h"
#include "ui/background/model_watch.h"
#include "ui/background/resolver.h"
#include "ui/background/routine_watch.h"
#include "ui/background/scratch_host.h"
#include "ui/basics/task.h"
#include "ui/document/document.h"
#include "ui/document/recovery.h"

#include <QStringList>
#include <QTimer>

#include <memory>
#include <optional>

namespace schemawright {

/// What a model is read from, off the GUI thread.
struct LoadedModel {
    ProjectState state;
    std::vector<SourceFile> files; ///< as they were on disk
};

/// What another program wrote into schema.sql while the model was open, and the two ways to go on.
struct OutsideChange {
    Catalog theirs;
    std::vector<SourceFile> files;
    Catalog mineWins;  ///< both merged; where both changed the same thing, as in the document
    Catalog theirsWin; ///< ... as on disk
    QStringList conflicts;
};

/// The open project: one of its databases in the Document, its files, its checking. What takes time runs in the background and tells its end
/// by a signal.
class Workspace : public QObject {
    Q_OBJECT

public:
    /// `cacheFolder`: where unsaved work is kept. `trust`: what the user trusts.
    Workspace(TaskRunner& runner, const QString& cacheFolder, TrustFile trust, QObject* parent = nullptr);
    ~Workspace() override;

    [[nodiscard]] Document& document() { return m_document; }
    [[nodiscard]] const Document& document() const { return m_document; }
    [[nodiscard]] Resolver& resolver() { return m_resolver; }
    [[nodiscard]] RoutineWatch& bodies() { return m_bodies; }
    [[nodiscard]] TaskRunner& runner() { return m_runner; }
    [[nodiscard]] const std::shared_ptr<ScratchHost>& scratch() const { return m_scratch; }
    [[nodiscard]] Recovery& recovery() { return *m_recovery; }

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] const std::optional<Project>& project() const
    {
        return m_project;
    } ///< none for a model that was never saved
    [[nodiscard]] const DatabaseConfig* database() const;
    [[nodiscard]] QStringList databaseNames() const;
    /// "shop", "shop / orders", "New model".
    [[nodiscard]] QString title() const;
    /// What of the database and the model is compared.
    [[nodiscard]] Scope scope() const;

    /// What the open project asks for and nobody has trusted: none of it is run or connected to.
    [[nodiscard]] const std::vector<ProjectRequest>& untrusted() const { return m_untrusted; }
    /// Whether the project's other texts were trusted before: schemawright.toml has changed since.
    [[nodiscard]] bool trustedBefore() const;
    /// Whether the environment of the open project may be used.
    [[nodiscard]] bool trusts(const Environment& environment) const;
    /// The user trusts all that the open project asks for. trustChanged() or failed() follows.
    void trustFolder();
    /// The user takes it back.
    void forgetFolder();

    void newModel();
    void openFolder(const QString& folder, const QString& database = {});
    void openProjectDatabase(const Project& project, const QString& database);
    /// Another database of the open project.
    void switchDatabase(const QString& name);
    /// A new, unsaved model from a live database.
    void reverseEngineer(const ConnectionSpec& spec);
    /// A new, unsaved model from SQL files (pg_dump's too); into the open one, as one step, where `intoOpen`.
    void importSql(const QStringList& files, bool intoOpen);
    void recover(const RecoveredWork& work);

    /// Writes what changed. saved() or failed() follows. A model without a folder must be given one.
    void save();
    void saveTo(const QString& folder);
    /// All cards of the diagram anew, as one step; `quietly` where it belongs to an import and is no step of its own.
    void arrangeDiagram(const QString& diagram, bool quietly = false);
    void close();
    /// The answer to schemasWanted(): the model is made of these.
    void takeRead(const std::vector<std::string>& schemas);
    /// Takes over what is in a live database, as one step: the diagrams stay as they are, what was changed here only stays too.
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
    /// What was read holds several schemas: takeRead() says which are wanted.
    void schemasWanted(const schemawright::Catalog& catalog, const QString& source);
    /// schema.sql was changed by another program where it was changed here too: which one shall be? Objects, for people.
    void outsideConflict(const QStringList& objects);
    void mergedOutside(bool hadConflicts);
    void refreshed(int changes);

private:
    void adopt(LoadedModel loaded, bool neverSaved);
    void chooseScratch(const Project* project);
    void lookAtTrust();
    void showReading(const QString& name, Reading reading, bool intoOpen);
    void saveInto(const Project& project, const DatabaseConfig& database);
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
    bool m_keeping = false;
    bool m_open = false;
    std::optional<Project> m_project;
    QString m_database;
    QString m_untitled;
    std::vector<SourceFile> m_files;
    ModelWatch m_watch;
    bool m_saving = false;
    bool m_lookingOutside = false;
    bool m_saveAfterMerge = false;
    Catalog m_read; ///< waits for takeRead()
    QString m_readName;
    std::optional<OutsideChange> m_outside; ///< waits for an answer
};

} // namespace schemawright
