#pragma once

#include "ui/document.h"

#include <set>
#include <string>
#include <vector>

/// What a designer does to the diagrams of a model, on the value.
namespace schemawright {

/// A diagram of some tables, under a name that is free. `like` gives it the places they have there. Returns its name.
std::string addDiagram(ProjectState& state, const std::string& name, const std::set<ObjectKey>& tables,
                       const Diagram* like = nullptr);
/// A copy beside the original. Returns its name; empty where there is no such diagram.
std::string duplicateDiagram(ProjectState& state, const std::string& name);
/// Errors: Conflict where the name is taken, Usage where it is empty.
[[nodiscard]] Result<void> renameDiagram(ProjectState& state, const std::string& name, const std::string& newName);
/// Errors: Usage for the last one.
[[nodiscard]] Result<void> removeDiagram(ProjectState& state, const std::string& name);

/// Puts tables and views on a diagram, beside those they have lines with. Those that are there stay where they are.
void addCards(const Catalog& catalog, Diagram& diagram, const std::set<ObjectKey>& keys);
/// Takes cards off a diagram that does not show all tables; the model keeps the tables.
void removeCards(Diagram& diagram, const std::vector<ObjectKey>& keys);

} // namespace schemawright
