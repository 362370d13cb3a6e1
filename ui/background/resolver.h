#pragma once

#include "ui/background/scratch_host.h"
#include "ui/basics/task_slot.h"
#include "ui/document/document.h"

#include <QTimer>

#include <memory>
#include <optional>

namespace schemawright {

/// What PostgreSQL said about the model, and about which object.
struct Problem {
    ObjectKey key; ///< an object or a part of a table; without a name where it is unknown
    QString message;
    QString statement;
    bool operator==(const Problem&) const = default;
};

/// Has every edit checked by the scratch server in the background, and puts PostgreSQL's spelling of it in the place of what was typed.
class Resolver : public QObject {
    Q_OBJECT

public:
    enum class State { Resolved, Waiting, Running, Refused, Unavailable };

    Resolver(Document& document, TaskRunner& runner, std::shared_ptr<ScratchHost> scratch, QObject* parent = nullptr);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isResolved() const { return m_state == State::Resolved; }
    [[nodiscard]] const std::optional<Problem>& problem() const { return m_problem; }
    /// The document was reset to a catalog that PostgreSQL read.
    void setResolved(const ProjectState& state);
    /// The document was reset to one that nobody checked (recovered work); `base` is the nearest that was.
    void setBase(const Catalog& base, const std::vector<Rename>& renames);
    /// Checks without waiting for the next pause in typing.
    void resolveNow();
    /// Checks a model that counted as checked.
    void checkAgain();

Q_SIGNALS:
    void stateChanged();

private:
    struct Known {
        Catalog catalog;
        std::vector<Rename> renames;
    };
    struct Outcome {
        Catalog catalog;
        std::optional<Error> refused;
        ObjectKey origin;
    };

    void onChanged(const ProjectState& before, const ProjectState& after);
    void onDone(const ProjectState& asked, Result<Outcome> outcome);
    void noteRenames(const std::vector<Rename>& before, const ProjectState& after);
    void remember(const Known& known);
    void setState(State state);

    Document& m_document;
    TaskRunner& m_runner;
    std::shared_ptr<ScratchHost> m_scratch;
    QTimer m_pause;
    State m_state = State::Resolved;
    std::optional<Problem> m_problem;
    Known m_base;
    std::vector<Known> m_known; ///< the last few that were resolved: undo comes back to them
    TaskSlot m_checking;
};

} // namespace schemawright
