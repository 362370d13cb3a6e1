#pragma once

#include "ui/background/scratch_host.h"
#include "ui/basics/task_slot.h"
#include "ui/document/document.h"

#include <QTimer>

#include <memory>
#include <optional>

namespace schemawright {

/// PostgreSQL's error in the model, and the object that it concerns.
struct Problem {
    ObjectKey key; ///< an object or a part of a table; without a name if it is unknown
    QString message;
    QString statement;
    bool operator==(const Problem&) const = default;
};

/// Checks every edit on the scratch server in the background, and replaces the typed text with PostgreSQL's spelling.
class Resolver : public QObject {
    Q_OBJECT

public:
    enum class State { Resolved, Waiting, Running, Refused, Unavailable };

    Resolver(Document& document, TaskRunner& runner, std::shared_ptr<ScratchHost> scratch, QObject* parent = nullptr);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isResolved() const { return m_state == State::Resolved; }
    [[nodiscard]] const std::optional<Problem>& problem() const { return m_problem; }
    /// The document was reset to a catalog from PostgreSQL.
    void setResolved(const ProjectState& state);
    /// The document was reset to an unchecked catalog (recovered work); `base` is the nearest checked one.
    void setBase(const Catalog& base, const std::vector<Rename>& renames);
    /// Checks without waiting for a pause in typing.
    void resolveNow();
    /// Checks a model that was treated as checked.
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
    std::vector<Known> m_known; ///< the last resolved states, to which undo may return
    TaskSlot m_checking;
};

} // namespace schemawright
