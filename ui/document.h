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

/// Everything that an edit can change, as a value.
struct ProjectState {
    Catalog catalog;
    std::vector<Diagram> diagrams; ///< at least one
    std::vector<Rename> renames;   ///< made in the designer, taken up by no revision yet
    bool operator==(const ProjectState&) const = default;

    /// Equal by pointer where nothing was edited: cheap, and may say no of equal values.
    [[nodiscard]] bool sharesCatalogWith(const ProjectState& other) const { return catalog.sameAs(other.catalog); }
};

/// The model that is being edited, with its history. There is one door: edit(). Views listen to changed() and find out
/// by pointer which objects differ.
class Document : public QObject {
    Q_OBJECT

public:
    /// Changes the state it is given, or says why it cannot.
    using EditFunction = std::function<Result<void>(ProjectState&)>;

    explicit Document(QObject* parent = nullptr);

    [[nodiscard]] const ProjectState& state() const { return *m_current; }
    [[nodiscard]] const Catalog& catalog() const { return m_current->catalog; }
    [[nodiscard]] const ProjectState& saved() const { return m_saved; }
    [[nodiscard]] QUndoStack& undoStack() { return m_undo; }

    /// One undo step. Steps with the same, non-empty mergeKey that follow each other are one step (typing, dragging).
    /// Where the function fails or changes nothing there is no step.
    Result<void> edit(const QString& label, const EditFunction& function, const QString& mergeKey = {});

    /// Another model: no history, not dirty where `saved` is the same.
    void reset(ProjectState state);
    /// Says that the document must count as unsaved even though nothing was edited (a new model, recovered work).
    void setNeverSaved();
    /// `edited` as PostgreSQL spells it takes the place of the current catalog, in the history too. Nothing happens where the current
    /// catalog is another one by now.
    void replaceResolved(const Catalog& edited, const Catalog& resolved);
    /// Changes the current state without a step and without making it unsaved: for what is no deed of the user's, as cards that found their
    /// place or renames that a revision took up. Called for the saved state too, the current one last.
    void amend(const std::function<void(ProjectState&)>& function);

    [[nodiscard]] bool isDirty() const;
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
