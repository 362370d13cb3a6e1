#pragma once

#include "diff/kinds/base/free_names.h"
#include "diff/kinds/base/statement.h"
#include "model/catalog.h"

#include <set>

namespace schemawright {

/// A piece of a plan that stays together: statements in order, and their dependencies. The planner orders steps so that
/// - a step that creates X precedes one that creates Y, if Y depends on X in the target;
/// - a step that drops Y precedes one that drops X, if Y depends on X in the source;
/// - a step that drops X precedes one that creates X, or another relation or type of that name in the schema.
/// An alteration in place names its elements in both lists: it drops the old form and creates the new one.
struct Step {
    std::vector<Statement> statements;
    std::vector<ObjectKey>
        drops; ///< elements (objects, columns, defaults, constraints) that no longer exist, or are released, after it
    std::vector<ObjectKey> creates;  ///< elements that exist in their new form after it
    std::vector<ObjectKey> needs;    ///< further elements of the target that must exist before it
    std::vector<ObjectKey> precedes; ///< further elements of the target that must be created after it
    std::vector<ObjectKey>
        outlives; ///< elements of the source that must not be dropped before it, because it releases them
    std::vector<ObjectKey> leaves; ///< tables that have left their parents of the source after it
    std::vector<ObjectKey>
        joins; ///< tables that have joined their parents of the target after it (attached, inheriting)
    /// -1: before everything else that the dependencies allow, to disable objects that react to statements; 1: after everything else.
    int place = 0;
    std::optional<ObjectKey>
        completes; ///< an object that existed as a shell and is complete now: its attributes are set here
    std::vector<ObjectKey>
        follows; ///< elements of the source that are dropped before it, in the same transaction if possible
    /// Of a step that takes long (online): the element that one blocking statement can create without this step.
    std::optional<ObjectKey> insteadOf;
};

/// What the files of the kinds know while they write steps.
struct PlanContext {
    const Catalog& from;
    const Catalog& to;
    const std::set<ObjectKey>& recreated; ///< objects and parts that are dropped and created again around an alteration
    bool online = false;
    bool moveRows = false; ///< tables whose partition key changes are recreated
    int serverVersion = 0; ///< server_version_num of the target database's server; 0: unknown
    /// Elements that are created by one blocking statement even online, because dependent objects would be missing meanwhile.
    const std::set<ObjectKey>& inOneGo;
    FreeNames& names;
};

using Steps = std::vector<Step>;

} // namespace schemawright
