#include "diff/kinds/base/attributes.h"

#include "diff/kinds/base/access.h"
#include "model/sql.h"

#include <algorithm>

namespace schemawright {

bool hasOwner(const ObjectKey& key, const Object& object)
{
    const Sequence* sequence = object.as<Sequence>(); // an owned one follows its table's owner
    return factsOf(key.kind).owner && (sequence == nullptr || sequence->ownedByTable.empty());
}

namespace {

/// COMMENT and SECURITY LABEL lock a relation itself in SHARE UPDATE EXCLUSIVE, and that of a trigger, policy or constraint in ACCESS SHARE.
std::vector<Lock> commentLocks(const ObjectKey& key)
{
    if (isRelation(key.kind))
        return {{LockMode::ShareUpdateExclusive, key}};
    if (key.kind == Kind::Column)
        return {{LockMode::ShareUpdateExclusive, keyOf(Kind::Table, key.schema, key.parent)}};
    if (!key.parent.empty())
        return {{LockMode::AccessShare, keyOf(Kind::Table, key.schema, key.parent)}};
    return {};
}

/// ALTER ... OWNER hands everything that the old owner had to the new one: what was granted to the latter before becomes the owner's.
Acl givenTo(const RoleName& newOwner, Acl acl)
{
    if (!acl || newOwner.empty())
        return acl;
    for (Grant& grant : *acl) {
        if (grant.grantee == newOwner)
            grant.grantee = RoleName(ownerRole);
        if (grant.grantor == newOwner)
            grant.grantor = RoleName(ownerRole);
    }
    return acl;
}

} // namespace

std::string commentSql(std::string_view identity, std::string_view comment)
{
    return "COMMENT ON " + std::string(identity) + " IS " +
           (comment.empty() ? std::string("NULL") : quoteLiteral(comment));
}

std::vector<std::string> labelSql(const std::vector<SecurityLabel>& before, const std::vector<SecurityLabel>& after,
                                  std::string_view identity)
{
    std::vector<std::string> out;
    const auto write = [&](const std::string& provider, const std::string& value) {
        out.push_back("SECURITY LABEL FOR " + quoteIdent(provider) + " ON " + std::string(identity) + " IS " + value);
    };
    for (const SecurityLabel& label : before)
        if (!std::ranges::contains(after, label.provider, &SecurityLabel::provider))
            write(label.provider, "NULL");
    for (const SecurityLabel& label : after)
        if (!std::ranges::contains(before, label))
            write(label.provider, quoteLiteral(label.label));
    return out;
}

namespace {

/// `initial`: for a new object, the privileges that it may have from the start.
std::vector<Statement> statements(const ObjectKey& key, const Object& object, const Attributes& before,
                                  const Attributes& after, const InitialAcl* initial)
{
    std::vector<Statement> out;
    const KindOps* ops = kindOps(key.kind);
    if (!ops)
        return out;
    const std::string identity = ops->identity(key, object);

    const bool newOwner = !after.owner.empty() && after.owner != before.owner && hasOwner(key, object);
    if (newOwner) {
        std::vector<Lock> locks;
        if (isRelation(key.kind))
            locks.push_back({LockMode::AccessExclusive, key});
        out.push_back(statement(key, "ALTER " + identity + " OWNER TO " + quoteIdent(after.owner), std::move(locks)));
    }
    if (before.comment != after.comment)
        out.push_back(statement(key, commentSql(identity, after.comment), commentLocks(key)));

    const char type = factsOf(key.kind).privileges;
    if (type != 0 && ops->grantTarget) {
        const auto given = [&](const Acl& acl) { return newOwner ? givenTo(after.owner, acl) : acl; };
        const RoleName& owner = after.owner.empty() ? before.owner : after.owner;
        const std::string target = ops->grantTarget(key, object);
        const InitialAcl held = initial ? InitialAcl{given(initial->least), given(initial->most)}
                                        : InitialAcl{given(before.acl), given(before.acl)};
        for (std::string& sql : grantSql(held, after.acl, target, type, owner)) {
            const bool revokes = sql.starts_with("REVOKE");
            Statement& grant = out.emplace_back(statement(key, std::move(sql), {}));
            if (revokes && before != Attributes{})
                grant.hazards.push_back({"revoke-privilege", "Clients that need the privilege are denied access."});
        }
    }
    for (std::string& sql : labelSql(before.labels, after.labels, identity))
        out.push_back(statement(key, std::move(sql), commentLocks(key)));
    return out;
}

} // namespace

std::vector<Statement> attributeStatements(const ObjectKey& key, const Object& object, const Attributes& before,
                                           const Attributes& after)
{
    return statements(key, object, before, after, nullptr);
}

std::vector<Statement> creationAttributes(const ObjectKey& key, const Object& object, const Catalog& inForce)
{
    const InitialAcl initial = initialAcl(inForce, key.schema, factsOf(key.kind).privileges);
    Attributes wanted = object.attributes;
    const Object* before = wanted.owner.empty() ? inForce.find(key) : nullptr;
    if (before) // what is recreated stays its owner's, whoever runs the plan
        wanted.owner = before->attributes.owner;
    return statements(key, object, {}, wanted, &initial);
}

bool sameAttributes(const Attributes& a, const Attributes& b)
{
    const bool sameOwner = a.owner.empty() || b.owner.empty() || a.owner == b.owner;
    return sameOwner && a.comment == b.comment && a.acl == b.acl && a.labels == b.labels;
}

} // namespace schemawright
