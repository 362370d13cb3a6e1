#pragma once

#include "model/catalog.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace schemawright {

/// What is evaluated while a script runs (a check, an index, a default, a materialized view) may call functions whose bodies
/// are text, for which PostgreSQL records no dependency. What such bodies name must exist by then.
class BodyNames {
public:
    explicit BodyNames(const Catalog& catalog);

    /// Whether no body is text.
    [[nodiscard]] bool empty() const { return m_byName.empty(); }

    /// The objects that the bodies name that are run when the element is made: by name, where several fit all of them.
    [[nodiscard]] std::set<ObjectKey> neededBy(const ObjectKey& element);

    /// The same for an element that is not evaluated when it is made, but runs later statements of the plan (an event trigger).
    [[nodiscard]] std::set<ObjectKey> usedBy(const ObjectKey& element);

private:
    [[nodiscard]] const std::vector<ObjectKey>& namedBy(const ObjectKey& routine);
    [[nodiscard]] std::vector<ObjectKey> namedIn(const std::string& body) const;

    const Catalog& m_catalog;
    std::map<std::string, std::vector<ObjectKey>, std::less<>> m_byName; ///< empty: no body is text
    std::map<ObjectKey, std::vector<ObjectKey>> m_named;                 ///< of the routines that have been asked for
};

} // namespace schemawright
