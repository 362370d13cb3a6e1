#include "ui/document/diagram_edits.h"

#include "ui/document/edits.h"
#include "ui/picture/scene.h"

#include <algorithm>

namespace schemawright {

namespace {

bool isTaken(const ProjectState& state, const std::string& name)
{
    return findDiagram(state, name) != nullptr;
}

std::string freeDiagramName(const ProjectState& state, const std::string& wanted)
{
    std::string name = wanted;
    for (int number = 2; isTaken(state, name); ++number)
        name = wanted + " " + std::to_string(number);
    return name;
}

} // namespace

std::string addDiagram(ProjectState& state, const std::string& name, const std::set<ObjectKey>& tables,
                       const Diagram* like)
{
    Diagram made;
    made.name = freeDiagramName(state, name);
    made.allTables = false;
    if (like != nullptr) {
        made.style = like->style;
        for (const ObjectKey& key : tables) {
            if (const auto layout = like->cards.find(key); layout != like->cards.end())
                made.cards.insert(*layout);
        }
    }
    addCards(state.catalog, made, tables);
    state.diagrams.push_back(made);
    return made.name;
}

std::string duplicateDiagram(ProjectState& state, const std::string& name)
{
    const auto found = std::ranges::find(state.diagrams, name, &Diagram::name);
    if (found == state.diagrams.end())
        return {};
    Diagram copy = *found;
    copy.name = freeDiagramName(state, name);
    return state.diagrams.insert(found + 1, std::move(copy))->name;
}

Result<void> renameDiagram(ProjectState& state, const std::string& name, const std::string& newName)
{
    if (newName == name)
        return {};
    if (newName.empty())
        return fail(ErrorCode::Usage, "a diagram needs a name");
    if (isTaken(state, newName))
        return fail(ErrorCode::Conflict, "diagram \"" + newName + "\" already exists");
    if (Diagram* diagram = findDiagram(state, name))
        diagram->name = newName;
    return {};
}

Result<void> removeDiagram(ProjectState& state, const std::string& name)
{
    if (state.diagrams.size() < 2)
        return fail(ErrorCode::Usage, "a model needs at least one diagram");
    std::erase_if(state.diagrams, [&](const Diagram& diagram) { return diagram.name == name; });
    return {};
}

void addCards(const Catalog& catalog, Diagram& diagram, const std::set<ObjectKey>& keys)
{
    std::set<ObjectKey> added;
    for (const ObjectKey& key : keys) {
        if (!diagram.cards.contains(key) && catalog.find(key) != nullptr)
            added.insert(key);
    }
    if (added.empty())
        return;
    for (const auto& [key, position] : placesOf(catalog, diagram, added))
        diagram.cards[key].position = position;
}

void removeCards(Diagram& diagram, const std::vector<ObjectKey>& keys)
{
    for (const ObjectKey& key : keys)
        diagram.cards.erase(key);
}

} // namespace schemawright
