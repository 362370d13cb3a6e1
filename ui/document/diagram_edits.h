#pragma once

#include "ui/document/document.h"

#include <set>
#include <string>
#include <vector>

/// Edits of the diagrams of a model, on the value.
namespace schemawright {

/// Creates a diagram of some tables, with a free name. `like` provides their positions. Returns its name.
std::string addDiagram(ProjectState& state, const std::string& name, const std::set<ObjectKey>& tables,
                       const Diagram* like = nullptr);
/// Copies a diagram. Returns the name of the copy; empty if the diagram does not exist.
std::string duplicateDiagram(ProjectState& state, const std::string& name);
/// Errors: Conflict if the name exists, Usage if it is empty.
[[nodiscard]] Result<void> renameDiagram(ProjectState& state, const std::string& name, const std::string& newName);
/// Errors: Usage for the last diagram.
[[nodiscard]] Result<void> removeDiagram(ProjectState& state, const std::string& name);

/// Adds tables and views to a diagram, beside the cards that they have lines with. Existing cards are not moved.
void addCards(const Catalog& catalog, Diagram& diagram, const std::set<ObjectKey>& keys);
/// Removes cards from a diagram that does not show all tables. The model keeps the tables.
void removeCards(Diagram& diagram, const std::vector<ObjectKey>& keys);

} // namespace schemawright
