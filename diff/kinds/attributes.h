#pragma once

#include "diff/kinds/kind_ops.h"

namespace schemawright {

/// Stands in an Acl for the object's owner, whoever that is. No role can have this name: it holds a control character that
/// the reader would have escaped.
inline constexpr std::string_view ownerRole = "\x01owner";

/// The user that the scratch server's cluster belongs to; what it owns is read as "owner not specified".
inline constexpr std::string_view scratchUser = "schemawright";

/// OWNER TO, COMMENT ON, GRANT and REVOKE, SECURITY LABEL: the statements that bring an object's attributes from `before` (those that it has
/// just after CREATE when it is new: a default-made Attributes) to `after`. An empty owner in `after` means "not specified": nothing is
/// said about it. Privileges come first on the relation, then on its columns: taking one away from the relation takes the columns' too.
[[nodiscard]] std::vector<Statement> attributeStatements(const ObjectKey& key, const Object& object,
                                                         const Attributes& before, const Attributes& after);
/// The same for an object that a statement just made where `inForce` held: its default privileges may have given it more than the kind's own
/// default, or less.
[[nodiscard]] std::vector<Statement> creationAttributes(const ObjectKey& key, const Object& object,
                                                        const Catalog& inForce);
/// COMMENT ON <identity> IS 'text' (or NULL where empty).
[[nodiscard]] std::string commentSql(std::string_view identity, std::string_view comment);
/// SECURITY LABEL FOR provider ON <identity> IS 'label' (or NULL) for each that differs.
[[nodiscard]] std::vector<std::string> labelSql(const std::vector<SecurityLabel>& before,
                                                const std::vector<SecurityLabel>& after, std::string_view identity);
/// What a new object may have been granted: `least` in any case, at most `most`.
struct InitialAcl {
    Acl least;
    Acl most;
};
/// Under the default privileges of `catalog`, whichever role makes the object. `objectType` is acldefault's letter.
[[nodiscard]] InitialAcl initialAcl(const Catalog& catalog, std::string_view schema, char objectType);
/// GRANT and REVOKE for an object that was just made.
[[nodiscard]] std::vector<std::string> grantSql(const InitialAcl& before, const Acl& after, std::string_view target,
                                                char objectType, std::string_view owner);
/// GRANT and REVOKE from one list to another; `columns` is "(name)" for column privileges, else empty.
[[nodiscard]] std::vector<std::string> grantSql(const Acl& before, const Acl& after, std::string_view target,
                                                char objectType, std::string_view owner, std::string_view column = {});

/// Equal where both say something: an empty owner equals any.
[[nodiscard]] bool sameAttributes(const Attributes& a, const Attributes& b);

} // namespace schemawright
