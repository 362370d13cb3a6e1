#pragma once

#include "model/catalog.h"
#include "model/diagram.h"
#include "model/project.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <functional>
#include <memory>
#include <vector>

namespace schemawright {

/// The state that edits can change, as a value.
struct ProjectState {
    Catalog catalog;
    std::vector<Diagram> diagrams; ///< at least one
    std::vector<Rename> renames;   ///< made in the designer, not in a revision yet
    bool operator==(const ProjectState&) const = default;

    /// Equal by pointer if nothing was edited. Fast, but may be false for equal values.
    [[nodiscard]] bool sharesCatalogWith(const ProjectState& other) const { return catalog.sameAs(other.catalog); }
};

/// The edited model and its undo history. All edits go through edit(). Views receive changed() and find the differing objects
/// by comparing pointers.
class Document : public QObject {
    Q_OBJECT

public:
    /// Changes the state, or returns why it cannot.
    using EditFunction = std::function<Result<void>(ProjectState&)>;

    explicit Document(QObject* parent = nullptr);

    [[nodiscard]] const ProjectState& state() const { return *m_current; }
    [[nodiscard]] const Catalog& catalog() const { return m_current->catalog; }
    [[nodiscard]] const ProjectState& saved() const { return m_saved; }
    [[nodiscard]] QUndoStack& undoStack() { return m_undo; }

    /// One undo step. Consecutive steps with the same non-empty mergeKey become one step (typing, dragging).
    /// If the function fails or changes nothing, there is no step.
    Result<void> edit(const QString& label, const EditFunction& function, const QString& mergeKey = {});

    /// Replaces the model: without history, and not dirty if `saved` is the same.
    void reset(ProjectState state);
    /// Marks the document as unsaved although nothing was edited (a new model, recovered work).
    void setNeverSaved();
    /// Replaces the current catalog, in the history too, by `edited` in PostgreSQL's spelling. Does nothing if the current
    /// catalog has changed meanwhile.
    void replaceResolved(const Catalog& edited, const Catalog& resolved);
    /// Changes the current state without a step and without marking it unsaved: for changes that are not the user's, such as positions of
    /// new cards, or renames that a revision now contains. Called for the saved state too, and last for the current one.
    void amend(const std::function<void(ProjectState&)>& function);

    /// Whether the state differs from the saved one.
    [[nodiscard]] bool isDirty() const;
    /// Makes `saved` the saved state.
    void markSaved(const ProjectState& saved);

Q_SIGNALS:
    void changed(const ProjectState& before, const ProjectState& after);
    void dirtyChanged(bool dirty);

private:
    class StateCommand;
    using Node = std::shared_ptr<ProjectState>; ///< shared by the steps before and after it

    void setCurrent(const Node& node);
    void updateDirty();

    Node m_current;
    ProjectState m_saved;
    bool m_neverSaved = false;
    bool m_dirty = false;
    QUndoStack m_undo;
};

} // namespace schemawright
