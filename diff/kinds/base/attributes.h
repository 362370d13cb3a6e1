#pragma once

#include "diff/kinds/base/acl.h"
#include "diff/kinds/base/kind_ops.h"

namespace schemawright {

/// Stands for the object's owner in an Acl. No role can have this name: it contains a control character that
/// the reader would have escaped.
inline constexpr std::string_view ownerRole = "\x01owner";

/// OWNER TO, COMMENT ON, GRANT and REVOKE, SECURITY LABEL: the statements that change an object's attributes from `before` (for a new object:
/// those after CREATE, a default-constructed Attributes) to `after`. An empty owner in `after` means "not specified" and adds no
/// statement. Privileges on the relation come before those on its columns, because a REVOKE on the relation also revokes those on the columns.
[[nodiscard]] std::vector<Statement> attributeStatements(const ObjectKey& key, const Object& object,
                                                         const Attributes& before, const Attributes& after);
/// The same for an object that was just created under `inForce`: its default privileges may grant more than the built-in
/// default, or less. If its owner is not specified and it replaces an object of `inForce`, it gets the owner of that.
[[nodiscard]] std::vector<Statement> creationAttributes(const ObjectKey& key, const Object& object,
                                                        const Catalog& inForce);
/// COMMENT ON <identity> IS 'text' (NULL if it is empty).
[[nodiscard]] std::string commentSql(std::string_view identity, std::string_view comment);
/// SECURITY LABEL FOR provider ON <identity> IS 'label' (or NULL) for each that differs.
[[nodiscard]] std::vector<std::string> labelSql(const std::vector<SecurityLabel>& before,
                                                const std::vector<SecurityLabel>& after, std::string_view identity);
/// Under the default privileges of `catalog`, for any creating role. `objectType` is acldefault's letter.
[[nodiscard]] InitialAcl initialAcl(const Catalog& catalog, std::string_view schema, char objectType);

/// Equal if both are specified and equal: an empty owner equals any owner.
[[nodiscard]] bool sameAttributes(const Attributes& a, const Attributes& b);

} // namespace schemawright
