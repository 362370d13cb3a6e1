#pragma once

#include "diff/revision/revision.h"
#include "model/error.h"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace schemawright {

using RevisionIds = std::set<std::string>;

/// Puts the revisions in order: parents before children, and the revisions of a branch together. The order depends on ids and parents only.
/// Errors: Invalid, with the files: an id or a label that is used twice, a missing parent, a revision that is its own parent, a cycle.
[[nodiscard]] Result<std::vector<Revision>> inOrder(const std::vector<Revision>& revisions);

/// Who follows whom. Refers to the revisions, which are in order and must outlive it.
class RevisionGraph {
public:
    explicit RevisionGraph(const std::vector<Revision>& revisions);

    [[nodiscard]] const std::vector<Revision>& revisions() const { return *m_revisions; }
    /// nullptr if there is none.
    [[nodiscard]] const Revision* find(const std::string& id) const;
    /// The ids of those that follow `id`, in order.
    [[nodiscard]] std::vector<std::string> children(const std::string& id) const;
    /// Those that no other follows, in order.
    [[nodiscard]] std::vector<std::string> heads() const;
    /// Of `ids`, those that none of the others descends from, in order.
    [[nodiscard]] std::vector<std::string> headsOf(const RevisionIds& ids) const;
    /// The revisions and all that they follow. Ids that do not exist are left out.
    [[nodiscard]] RevisionIds ancestors(std::span<const std::string> ids) const;
    /// The revisions and all that follow them.
    [[nodiscard]] RevisionIds descendants(std::span<const std::string> ids) const;
    /// The revision with this label; nullptr if there is none.
    [[nodiscard]] const Revision* labelled(std::string_view label) const;
    /// The branch of the label: what follows the revision that has it, and what it alone follows, back to where another branch starts.
    [[nodiscard]] RevisionIds branch(std::string_view label) const;
    /// "0003 (0003_add_loyalty.sql)": for messages.
    [[nodiscard]] std::string named(const std::string& id) const;
    [[nodiscard]] std::string named(std::span<const std::string> ids) const;

private:
    [[nodiscard]] std::size_t indexOf(const std::string& id) const;

    const std::vector<Revision>* m_revisions;
    std::map<std::string, std::size_t> m_index;
    std::vector<std::vector<std::size_t>> m_children;
};

/// One revision to run, in a direction.
struct RevisionStep {
    Revision revision;
    bool up = true;
    /// The heads of the database before and after it; nullopt: of a database without other branches.
    std::optional<std::vector<std::string>> before = {};
    std::optional<std::vector<std::string>> after = {};

    [[nodiscard]] std::vector<std::string> headsBefore() const;
    [[nodiscard]] std::vector<std::string> headsAfter() const;
};

/// Reverts what is in `from` and not in `to`, children first; then applies what is in `to` and not in `from`, parents first.
[[nodiscard]] std::vector<RevisionStep> stepsBetween(const std::vector<Revision>& revisions, const RevisionIds& from,
                                                     const RevisionIds& to);

/// The steps from a database with these heads to `toId` (empty: base): applies it and what it follows, or reverts what follows it.
/// Errors: NotFound if a revision does not exist.
[[nodiscard]] Result<std::vector<RevisionStep>> pathFromHeads(const std::vector<Revision>& revisions,
                                                              const std::vector<std::string>& fromHeads,
                                                              const std::string& toId);
/// The same from one head; empty: base.
[[nodiscard]] Result<std::vector<RevisionStep>> pathBetween(const std::vector<Revision>& revisions,
                                                            const std::string& fromId, const std::string& toId);

/// The heads.
[[nodiscard]] std::vector<std::string> headsOf(const std::vector<Revision>& revisions);
/// The one head; empty: there are no revisions. Errors: Conflict, with the files, if there are several.
[[nodiscard]] Result<std::string> headOf(const std::vector<Revision>& revisions);
/// Conflict: there are several heads where one is needed.
[[nodiscard]] Error severalHeads(const RevisionGraph& graph, std::span<const std::string> heads);
/// "0003, 0004" ("base" if it is empty): for messages.
[[nodiscard]] std::string headsText(std::span<const std::string> heads);

} // namespace schemawright
