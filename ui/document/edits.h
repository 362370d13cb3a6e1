#pragma once

#include "ui/document/document.h"

#include <functional>

/// Edits of a model, on the value. None of them uses a server; PostgreSQL checks the result in the background.
namespace schemawright {

/// Renames an object, column or constraint, and records it. An object that is not in `known` (the model as last saved) is new; names
/// that PostgreSQL derives from a new object's name are changed, too (orders_pkey, orders_id_seq).
/// Errors: Conflict if the name exists, Usage if it is empty or longer than PostgreSQL's 63 bytes.
[[nodiscard]] Result<void> renameElement(ProjectState& state, const ObjectKey& key, const std::string& newName,
                                         const Catalog& known);

/// Whether the object can be moved to another schema on its own. A sequence of a serial column moves with its table.
[[nodiscard]] bool canMove(const Catalog& catalog, const ObjectKey& key);
/// Moves an object (a table or view with its indexes, triggers, policies and sequences) to another schema, and records it as a rename, which
/// becomes SET SCHEMA. Errors: Conflict if a name exists there, Unsupported if it moves with another object.
[[nodiscard]] Result<void> moveToSchema(ProjectState& state, const ObjectKey& key, const std::string& schema);

/// Replaces a table by the result of `change`. Errors: NotFound.
[[nodiscard]] Result<void> changeTable(ProjectState& state, const ObjectKey& table,
                                       const std::function<Result<void>(Table&)>& change);
/// Changes a column. Errors: NotFound.
[[nodiscard]] Result<void> changeColumn(ProjectState& state, const ObjectKey& column,
                                        const std::function<void(Column&)>& change);
/// Changes a constraint. Errors: NotFound.
[[nodiscard]] Result<void> changeConstraint(ProjectState& state, const ObjectKey& constraint,
                                            const std::function<void(Constraint&)>& change);
/// Sets the columns of a key. Its name is changed, too, if it was derived from them and is not in `known` (the model as last saved).
/// Returns the constraint's key.
[[nodiscard]] Result<ObjectKey> changeKeyColumns(ProjectState& state, const ObjectKey& constraint,
                                                 const std::vector<std::string>& columns, const Catalog& known);
/// Changes an index. Errors: NotFound.
[[nodiscard]] Result<void> changeIndex(ProjectState& state, const ObjectKey& index,
                                       const std::function<void(Index&)>& change);
/// Replaces the body and attributes of any object.
[[nodiscard]] Result<void> changeObject(ProjectState& state, const ObjectKey& key,
                                        const std::function<void(Object&)>& change);

/// Adds a table with an identity column `id` as its primary key, with a free name. Returns its key.
[[nodiscard]] ObjectKey addTable(ProjectState& state, const std::string& schema, const std::string& name = "new_table");
/// Adds a text column with a free name at the end. Returns its key.
[[nodiscard]] Result<ObjectKey> addColumn(ProjectState& state, const ObjectKey& table,
                                          const std::string& name = "new_column", const std::string& type = "text");
/// Adds a foreign key from `column` to the primary key of `target`. If `column` is empty, adds a column that is named after the target.
[[nodiscard]] Result<ObjectKey> addForeignKey(ProjectState& state, const ObjectKey& table, const std::string& column,
                                              const ObjectKey& target);
/// Adds a constraint with a free name, formed as PostgreSQL does (orders_total_check, orders_pkey, orders_a_b_key).
[[nodiscard]] Result<ObjectKey> addConstraint(ProjectState& state, const ObjectKey& table, Constraint constraint);
/// Adds an index with a free name on the columns. Returns its key. Errors: Usage without a column, NotFound.
[[nodiscard]] Result<ObjectKey> addIndex(ProjectState& state, const ObjectKey& table,
                                         const std::vector<std::string>& columns);

/// Removes objects, columns and constraints with their dependents: a column's keys and indexes, a table's indexes, triggers
/// and policies, foreign keys that reference it.
[[nodiscard]] Result<void> removeElements(ProjectState& state, const std::vector<ObjectKey>& keys);

/// `name`, or name_1, name_2... if that exists.
[[nodiscard]] std::string freeName(const std::string& name, const std::function<bool(const std::string&)>& taken);

/// The diagram of that name; nullptr if it does not exist.
[[nodiscard]] Diagram* findDiagram(ProjectState& state, const std::string& name);
/// The same on a constant state.
[[nodiscard]] const Diagram* findDiagram(const ProjectState& state, const std::string& name);

} // namespace schemawright
