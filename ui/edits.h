#pragma once

#include "ui/document.h"

#include <functional>

/// What a designer does to a model, on the value. None of it asks a server; PostgreSQL judges the outcome in the background.
namespace schemawright {

/// Renames an object, column or constraint, and records it. What is not in `known` yet (the model as it was saved last) is new: there the
/// names that PostgreSQL derived from it follow (orders_pkey, orders_id_seq).
/// Errors: Conflict where the name is taken, Usage where it is empty or longer than PostgreSQL's 63 bytes.
[[nodiscard]] Result<void> renameElement(ProjectState& state, const ObjectKey& key, const std::string& newName,
                                         const Catalog& known);

/// Is it something that can be put into another schema by itself? A sequence of a serial column goes with its table.
[[nodiscard]] bool canMove(const Catalog& catalog, const ObjectKey& key);
/// Puts an object, a table or view with its indexes, triggers, policies and sequences, into another schema, and records it as a rename: it
/// ends as SET SCHEMA. Errors: Conflict where a name is taken there, Unsupported for what goes with something else.
[[nodiscard]] Result<void> moveToSchema(ProjectState& state, const ObjectKey& key, const std::string& schema);

/// Replaces a table by what `change` makes of it. Errors: NotFound.
[[nodiscard]] Result<void> changeTable(ProjectState& state, const ObjectKey& table,
                                       const std::function<Result<void>(Table&)>& change);
[[nodiscard]] Result<void> changeColumn(ProjectState& state, const ObjectKey& column,
                                        const std::function<void(Column&)>& change);
[[nodiscard]] Result<void> changeConstraint(ProjectState& state, const ObjectKey& constraint,
                                            const std::function<void(Constraint&)>& change);
/// The columns of a key. Its name follows where it was derived from them and is not in `known` (the model as it was saved last).
/// Returns the constraint's key.
[[nodiscard]] Result<ObjectKey> changeKeyColumns(ProjectState& state, const ObjectKey& constraint,
                                                 const std::vector<std::string>& columns, const Catalog& known);
[[nodiscard]] Result<void> changeIndex(ProjectState& state, const ObjectKey& index,
                                       const std::function<void(Index&)>& change);
/// Replaces the body and attributes of any object.
[[nodiscard]] Result<void> changeObject(ProjectState& state, const ObjectKey& key,
                                        const std::function<void(Object&)>& change);

/// A table with an identity column `id` as its primary key, under a name that is free. Returns its key.
[[nodiscard]] ObjectKey addTable(ProjectState& state, const std::string& schema, const std::string& name = "new_table");
/// A text column under a name that is free, at the end. Returns its key.
[[nodiscard]] Result<ObjectKey> addColumn(ProjectState& state, const ObjectKey& table,
                                          const std::string& name = "new_column", const std::string& type = "text");
/// A foreign key from `column` to the primary key of `target`. An empty column adds one that is named after the target.
[[nodiscard]] Result<ObjectKey> addForeignKey(ProjectState& state, const ObjectKey& table, const std::string& column,
                                              const ObjectKey& target);
/// A constraint with a free name made as PostgreSQL makes them (orders_total_check, orders_pkey, orders_a_b_key).
[[nodiscard]] Result<ObjectKey> addConstraint(ProjectState& state, const ObjectKey& table, Constraint constraint);
[[nodiscard]] Result<ObjectKey> addIndex(ProjectState& state, const ObjectKey& table,
                                         const std::vector<std::string>& columns);

/// Removes objects, columns and constraints with what cannot be without them: a column's keys and indexes, a table's indexes, triggers
/// and policies, foreign keys that reference it.
[[nodiscard]] Result<void> removeElements(ProjectState& state, const std::vector<ObjectKey>& keys);

/// `name`, or name_1, name_2... where that is taken.
[[nodiscard]] std::string freeName(const std::string& name, const std::function<bool(const std::string&)>& taken);

/// The diagram of that name; nullptr where there is none.
[[nodiscard]] Diagram* findDiagram(ProjectState& state, const std::string& name);
[[nodiscard]] const Diagram* findDiagram(const ProjectState& state, const std::string& name);

} // namespace schemawright
