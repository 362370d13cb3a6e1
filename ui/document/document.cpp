#include "ui/document/document.h"

namespace schemawright {

/// The one command: the states before and after, which share all that did not change.
class Document::StateCommand : public QUndoCommand {
public:
    StateCommand(Document& document, const QString& label, Node before, Node after, QString mergeKey)
        : QUndoCommand(label), m_document(document), m_before(std::move(before)), m_after(std::move(after)),
          m_mergeKey(std::move(mergeKey))
    {
    }

    void undo() override { m_document.setCurrent(m_before); }
    void redo() override { m_document.setCurrent(m_after); }
    [[nodiscard]] int id() const override { return m_mergeKey.isEmpty() ? -1 : 1; }

    bool mergeWith(const QUndoCommand* other) override
    {
        const auto* next = static_cast<const StateCommand*>(other); // the ids are equal: it is one of ours
        if (next->m_mergeKey != m_mergeKey)
            return false;
        m_after = next->m_after;
        setObsolete(*m_before == *m_after);
        return true;
    }

private:
    Document& m_document;
    Node m_before;
    Node m_after;
    QString m_mergeKey;
};

namespace {

ProjectState emptyState()
{
    ProjectState state{baselineCatalog(), {}, {}};
    state.diagrams.push_back({.name = "main", .cards = {}, .waypoints = {}, .notes = {}});
    return state;
}

} // namespace

Document::Document(QObject* parent)
    : QObject(parent), m_current(std::make_shared<ProjectState>(emptyState())), m_saved(*m_current)
{
}

Result<void> Document::edit(const QString& label, const EditFunction& function, const QString& mergeKey)
{
    auto after = std::make_shared<ProjectState>(*m_current);
    if (Result<void> done = function(*after); !done)
        return done;
    if (*after == *m_current)
        return {};
    m_undo.push(new StateCommand(*this, label, m_current, std::move(after), mergeKey));
    return {};
}

void Document::reset(ProjectState state)
{
    if (state.diagrams.empty())
        state.diagrams = emptyState().diagrams;
    m_undo.clear();
    m_saved = state;
    m_neverSaved = false;
    setCurrent(std::make_shared<ProjectState>(std::move(state)));
}

void Document::setNeverSaved()
{
    m_neverSaved = true;
    updateDirty();
}

void Document::replaceResolved(const Catalog& edited, const Catalog& resolved)
{
    if (!m_current->catalog.sameAs(edited))
        return;
    // A resolved model that is saved already stays saved: only PostgreSQL's spelling of it is new.
    const bool saved = m_saved.catalog.sameAs(edited);
    const ProjectState before = *m_current;
    const Node after = m_current; // a receiver may make another one the current state
    after->catalog = resolved;
    if (saved)
        m_saved.catalog = resolved;
    Q_EMIT changed(before, *after);
    updateDirty();
}

void Document::amend(const std::function<void(ProjectState&)>& function)
{
    const ProjectState before = *m_current;
    // In both, so that it makes no difference between them: the current state may be in the middle of an edit.
    const Node after = m_current;
    function(m_saved);
    function(*after);
    Q_EMIT changed(before, *after);
    updateDirty();
}

bool Document::isDirty() const
{
    return m_dirty;
}

void Document::markSaved(const ProjectState& saved)
{
    m_saved = saved;
    m_neverSaved = false;
    updateDirty();
}

void Document::setCurrent(const Node& node)
{
    const Node before = m_current;
    const Node after = node; // the command that `node` belongs to may be gone before all receivers are told
    m_current = after;
    Q_EMIT changed(*before, *after);
    updateDirty();
}

void Document::updateDirty()
{
    const bool dirty = m_neverSaved || *m_current != m_saved;
    if (dirty == m_dirty)
        return;
    m_dirty = dirty;
    Q_EMIT dirtyChanged(dirty);
}

} // namespace schemawright
