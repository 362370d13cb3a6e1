#include "model/kinds/default_privileges.h"

#include "diff/kinds/base/acl.h"
#include "diff/kinds/base/attributes.h"
#include "diff/kinds/base/relation_child.h"
#include "diff/server/scratch_user.h"
#include "model/sql.h"

#include <algorithm>
#include <array>
#include <format>
#include <iterator>
#include <map>

namespace schemawright {

namespace {

/// pg_default_acl's letters, acldefault's, and the words of ALTER DEFAULT PRIVILEGES.
struct ObjectType {
    char letter;
    char aclLetter;
    std::string_view word;
};
constexpr std::array objectTypes{
    ObjectType{'r', 'r', "tables"},    ObjectType{'S', 's', "sequences"},
    ObjectType{'f', 'f', "functions"}, ObjectType{'T', 'T', "types"},
    ObjectType{'n', 'n', "schemas"},   ObjectType{'L', 'L', "large objects"}}; // since PostgreSQL 18

const ObjectType* typeOf(char letter)
{
    const auto* found = std::ranges::find(objectTypes, letter, &ObjectType::letter);
    return found == objectTypes.end() ? nullptr : found;
}

const ObjectType& typeOf(const ObjectKey& key)
{
    return *std::ranges::find(objectTypes, key.args, &ObjectType::word);
}

std::string prefix(const ObjectKey& key)
{
    return "DEFAULT PRIVILEGES" + (key.name.empty() ? std::string() : " FOR ROLE " + quoteIdent(key.name)) +
           (key.schema.empty() ? std::string() : " IN SCHEMA " + quoteIdent(key.schema));
}

std::string identity(const ObjectKey& key, const Object&)
{
    return prefix(key);
}

Result<void> read(Reader& reader)
{
    auto rows = reader.query(R"(
select d.oid, d.defaclrole, d.defaclnamespace, d.defaclobjtype, d.defaclacl from pg_catalog.pg_default_acl d order by d.oid)");
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        const std::string& schema = reader.schemaName(rows->oid(i, 2));
        const std::string& role = reader.roleName(rows->oid(i, 1));
        const ObjectType* type = typeOf(rows->view(i, 3).front());
        if (!type || reader.skips(ClassId::DefaultPrivileges, oid, schema))
            continue;
        Acl acl = reader.acl(rows->view(i, 4), false, type->aclLetter, rows->oid(i, 1));
        reader.add(
            ClassId::DefaultPrivileges, oid,
            {Kind::DefaultPrivileges, schema, {}, role == scratchUser ? std::string() : role, std::string(type->word)},
            {DefaultPrivileges{acl ? std::move(*acl) : defaultGrants(type->aclLetter)}, {}});
    }
    return {};
}

/// What stands where ALTER DEFAULT PRIVILEGES has said nothing.
std::vector<Grant> initialGrants(const ObjectKey& key)
{
    return key.schema.empty() ? defaultGrants(typeOf(key).aclLetter) : std::vector<Grant>();
}

std::vector<Statement> grantStatements(const ObjectKey& key, const std::vector<Grant>& before,
                                       const std::vector<Grant>& after)
{
    std::string target(typeOf(key).word);
    for (char& c : target)
        c = c == ' ' ? c : static_cast<char>(c - 'a' + 'A');
    std::vector<Statement> statements;
    for (const std::string& sql : grantSql(before, after, target, typeOf(key).aclLetter, key.name))
        statements.push_back(statement(key, "ALTER " + prefix(key) + " " + sql, {}));
    return statements;
}

void create(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    steps.push_back(
        creatingStep(key, grantStatements(key, initialGrants(key), object.as<DefaultPrivileges>()->grants)));
}

std::vector<ObjectKey> invalidates(const ObjectKey&, const Object&, const Object&, const PlanContext&)
{
    return {};
}

Result<void> alter(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&, Steps& steps)
{
    steps.push_back(alteringStep(
        key, grantStatements(key, before.as<DefaultPrivileges>()->grants, after.as<DefaultPrivileges>()->grants)));
    return {};
}

void drop(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    steps.push_back(
        droppingStep(key, grantStatements(key, object.as<DefaultPrivileges>()->grants, initialGrants(key))));
}

// ---- What they give to new objects -------------------------------------------------------------------------------------------

std::string unite(const std::string& a, const std::string& b)
{
    std::string out;
    std::ranges::set_union(a, b, std::back_inserter(out));
    return out;
}

std::string intersect(const std::string& a, const std::string& b)
{
    std::string out;
    std::ranges::set_intersection(a, b, std::back_inserter(out));
    return out;
}

/// Both lists joined or intersected, letter by letter.
std::vector<Grant> combine(const std::vector<Grant>& a, const std::vector<Grant>& b,
                           std::string (*letters)(const std::string&, const std::string&))
{
    std::map<std::pair<RoleName, RoleName>, std::pair<Grant, Grant>> byRoles;
    for (const Grant& grant : a)
        byRoles[{grant.grantee, grant.grantor}].first = grant;
    for (const Grant& grant : b)
        byRoles[{grant.grantee, grant.grantor}].second = grant;
    std::vector<Grant> out;
    for (const auto& [roles, both] : byRoles) {
        Grant grant{roles.first, roles.second, letters(both.first.privileges, both.second.privileges),
                    letters(both.first.grantable, both.second.grantable)};
        if (!grant.privileges.empty() || !grant.grantable.empty())
            out.push_back(std::move(grant));
    }
    return out;
}

constexpr KindOps ops{.kind = Kind::DefaultPrivileges,
                      .read = read,
                      .identity = identity,
                      .invalidates = invalidates,
                      .create = create,
                      .alter = alter,
                      .drop = drop};

} // namespace

InitialAcl initialAcl(const Catalog& catalog, std::string_view schema, char objectType)
{
    const auto first = std::ranges::lower_bound(catalog.entries(), Kind::DefaultPrivileges, {},
                                                [](const Catalog::Entry& entry) { return entry.key->kind; });
    std::vector<Grant> least = defaultGrants(objectType);
    std::vector<Grant> most = least;
    for (auto entry = first; entry != catalog.end() && entry->key->kind == Kind::DefaultPrivileges; ++entry) {
        const ObjectKey& key = *entry->key;
        if (typeOf(key).aclLetter != objectType || (!key.schema.empty() && key.schema != schema))
            continue;
        // Those of the whole database stand instead of the built-in ones, those of a schema come on top. ALTER DEFAULT PRIVILEGES.
        const std::vector<Grant>& grants = entry->object->as<DefaultPrivileges>()->grants;
        most = combine(most, grants, unite);
        if (key.schema.empty())
            least = combine(least, grants, intersect);
    }
    return {std::move(least), std::move(most)};
}

template <> const KindOps& kindOpsOf<DefaultPrivileges>()
{
    return ops;
}

} // namespace schemawright
