#pragma once

#include "diff/statement.h"
#include "model/catalog.h"

#include <set>

namespace schemawright {

/// A piece of a plan that stays together: statements in order, and how they stand in the graph. The planner orders steps so that
/// - a step that creates X comes before one that creates Y where Y depends on X in the target;
/// - a step that drops Y comes before one that drops X where Y depends on X in the source;
/// - a step that drops X comes before one that creates X, or another relation or type of that name in the schema.
/// An alteration in place names what it changes in both lists: it lets go of the old form and puts up the new one.
struct Step {
    std::vector<Statement> statements;
    std::vector<ObjectKey>
        drops; ///< elements (objects, columns, defaults, constraints) that are gone, or let go, after it
    std::vector<ObjectKey> creates;  ///< elements that stand, in their new form, after it
    std::vector<ObjectKey> needs;    ///< further elements of the target that must stand before it
    std::vector<ObjectKey> precedes; ///< further elements of the target whose creation must come after it
    std::vector<ObjectKey>
        outlives; ///< elements of the source that must not be dropped before it: what this step lets go of
    std::vector<ObjectKey> leaves; ///< tables that are without their parents of the source after it
    std::vector<ObjectKey> joins;  ///< tables that have their parents of the target after it: attached, made to inherit
    /// -1: before everything else that the graph allows, as what reacts to statements is switched off; 1: after everything else.
    int place = 0;
    std::optional<ObjectKey>
        completes; ///< an object that stood as a shell and is whole now: its attributes are said here
};

/// What the rooms of the kinds see while they write steps.
struct PlanContext {
    const Catalog& from;
    const Catalog& to;
    const std::set<ObjectKey>& recreated; ///< objects and parts that are dropped and made anew around an alteration
    bool online = false;
    int serverVersion = 0; ///< server_version_num of the database that the statements are for; 0: not known
};

using Steps = std::vector<Step>;

} // namespace schemawright
