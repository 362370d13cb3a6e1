#pragma once

#include "diff/kinds/base/step.h"

namespace schemawright {

/// The dependencies of a plan's steps: an edge leads to a step that comes later. A soft one may be given up; a guess, from names in
/// the text of a body, goes before others do.
struct StepEdge {
    std::uint32_t to;
    bool soft;
    bool guess = false;
    bool learned = false; ///< by trial: goes after the soft ones
};
using StepEdges = std::vector<std::vector<StepEdge>>;

/// A step that takes long, outside a transaction or in its own, between the step that drops an element and the one that creates it again.
struct Window {
    ObjectKey element;
    std::uint32_t dropped; ///< the step
    std::uint32_t made;
    std::uint32_t between; ///< the step that takes long
};

struct StepOrder {
    std::vector<std::uint32_t> order;
    std::vector<Window> windows; ///< the ones that no order avoids
};

/// Whether a statement of the step runs outside a transaction, or in its own.
[[nodiscard]] bool takesLong(const Step& step);

/// An order by `edges` in which an element that is dropped and created again is so in one transaction, if possible: long work comes before or after
/// it. `ranks` decides where the edges do not.
[[nodiscard]] StepOrder orderInTransactions(const Steps& steps, StepEdges edges,
                                            const std::vector<std::uint32_t>& ranks);

} // namespace schemawright
