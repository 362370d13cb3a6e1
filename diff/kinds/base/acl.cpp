#include "diff/kinds/base/acl.h"

#include "diff/kinds/base/attributes.h"
#include "model/sql.h"

#include <algorithm>
#include <map>

namespace schemawright {

std::string_view privilegeWord(char letter)
{
    switch (letter) {
    case 'a': return "INSERT";
    case 'r': return "SELECT";
    case 'w': return "UPDATE";
    case 'd': return "DELETE";
    case 'D': return "TRUNCATE";
    case 'x': return "REFERENCES";
    case 't': return "TRIGGER";
    case 'm': return "MAINTAIN";
    case 'X': return "EXECUTE";
    case 'U': return "USAGE";
    case 'C': return "CREATE";
    case 'c': return "CONNECT";
    case 'T': return "TEMPORARY";
    case 's': return "SET";
    case 'A': return "ALTER SYSTEM";
    default: return {};
    }
}

namespace {

std::string sorted(std::string letters)
{
    std::ranges::sort(letters);
    const auto duplicates = std::ranges::unique(letters);
    letters.erase(duplicates.begin(), duplicates.end());
    return letters;
}

std::string unite(const std::string& a, const std::string& b)
{
    return sorted(a + b);
}

std::string minus(const std::string& a, const std::string& b)
{
    std::string out;
    std::ranges::set_difference(a, b, std::back_inserter(out));
    return out;
}

std::string both(const std::string& a, const std::string& b)
{
    std::string out;
    std::ranges::set_intersection(a, b, std::back_inserter(out));
    return out;
}

/// A role's name in an aclitem: quoted where it has anything but letters, digits and underscores, with "" for a quote.
std::string takeName(std::string_view text, std::size_t& at)
{
    std::string name;
    bool quoted = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"') {
            if (quoted && at + 1 < text.size() && text[at + 1] == '"') {
                name += '"';
                ++at;
            } else {
                quoted = !quoted;
            }
        } else if (!quoted && (c == '=' || c == '/')) {
            break;
        } else {
            name += c;
        }
    }
    return name;
}

Grant parseItem(std::string_view text)
{
    Grant grant;
    std::size_t at = 0;
    grant.grantee = RoleName(takeName(text, at));
    ++at;
    for (; at < text.size() && text[at] != '/'; ++at) {
        if (at + 1 < text.size() && text[at + 1] == '*') {
            grant.grantable += text[at];
            ++at;
        } else {
            grant.privileges += text[at];
        }
    }
    ++at;
    grant.grantor = RoleName(takeName(text, at));
    grant.privileges = sorted(std::move(grant.privileges));
    grant.grantable = sorted(std::move(grant.grantable));
    return grant;
}

void addMaintain(Grant& grant)
{
    const std::string rest = minus(allPrivileges('r'), "m");
    if (minus(rest, unite(grant.privileges, grant.grantable)).empty()) {
        std::string& letters = grant.grantable.empty() ? grant.privileges : grant.grantable;
        letters = unite(letters, "m");
    }
}

using GrantMap = std::map<std::pair<RoleName, RoleName>, Grant>; // (grantor, grantee)

GrantMap byRoles(const Acl& acl, char objectType)
{
    GrantMap out;
    for (const Grant& grant : acl ? *acl : defaultGrants(objectType)) {
        Grant& held =
            out.try_emplace({grant.grantor, grant.grantee}, Grant{grant.grantee, grant.grantor, {}, {}}).first->second;
        held.grantable = unite(held.grantable, grant.grantable);
        held.privileges = minus(unite(held.privileges, grant.privileges), held.grantable);
    }
    return out;
}

/// How far each role's right to grant is from the owner: those nearer grant first and revoke last.
std::map<RoleName, int> grantorRanks(const GrantMap& grants)
{
    std::map<RoleName, int> ranks{{RoleName(ownerRole), 0}};
    for (bool grown = true; grown;) {
        grown = false;
        for (const auto& [roles, grant] : grants) {
            const auto grantor = ranks.find(roles.first);
            if (grantor != ranks.end() && !grant.grantable.empty())
                grown |= ranks.emplace(roles.second, grantor->second + 1).second;
        }
    }
    return ranks;
}

struct GrantWriter {
    std::string_view target;
    char objectType;
    std::string_view owner;
    std::string_view column;

    std::string role(const RoleName& name) const
    {
        if (name.empty())
            return "PUBLIC";
        if (name == ownerRole)
            return owner.empty() ? std::string("CURRENT_USER") : quoteIdent(owner);
        return quoteIdent(name);
    }

    std::string privileges(const std::string& letters) const
    {
        const std::string columnPart = column.empty() ? std::string() : " " + std::string(column);
        if (letters == allPrivileges(column.empty() ? objectType : 'c'))
            return "ALL" + columnPart;
        std::string out;
        for (const char letter : letters) {
            if (!out.empty())
                out += ", ";
            out += privilegeWord(letter);
            out += columnPart;
        }
        return out;
    }

    /// Only a grantor itself can give or take back what it gave: GRANT's GRANTED BY accepts nobody but the current user.
    void write(std::vector<std::string>& out, const RoleName& grantor, std::string sql) const
    {
        const bool other = grantor != ownerRole;
        if (other)
            out.push_back("SET ROLE " + role(grantor));
        out.push_back(std::move(sql));
        if (other)
            out.emplace_back("RESET ROLE");
    }
};

/// REVOKE what is held at most and not wanted, GRANT what is wanted and not held for sure.
std::vector<std::string> statementsBetween(const GrantMap& from, const GrantMap& sure, const GrantMap& to,
                                           const GrantWriter& writer)
{
    const std::string on = " ON " + std::string(writer.target);

    struct Piece {
        int rank;
        RoleName grantor;
        std::string sql;
    };
    std::vector<Piece> revokes;
    std::vector<Piece> grants;
    const std::map<RoleName, int> fromRanks = grantorRanks(from);
    const std::map<RoleName, int> toRanks = grantorRanks(to);
    const auto rank = [](const std::map<RoleName, int>& ranks, const RoleName& role) {
        const auto found = ranks.find(role);
        return found == ranks.end() ? 0 : found->second;
    };

    for (const auto& [roles, held] : from) {
        const auto found = to.find(roles);
        const Grant wanted = found == to.end() ? Grant{} : found->second;
        const int order = -rank(fromRanks, roles.first);
        const std::string fromRole = on + " FROM " + writer.role(roles.second);
        const std::string gone =
            minus(unite(held.privileges, held.grantable), unite(wanted.privileges, wanted.grantable));
        if (!gone.empty())
            revokes.push_back({order, roles.first, "REVOKE " + writer.privileges(gone) + fromRole});
        const std::string noOption = both(held.grantable, wanted.privileges);
        if (!noOption.empty())
            revokes.push_back(
                {order, roles.first, "REVOKE GRANT OPTION FOR " + writer.privileges(noOption) + fromRole});
    }
    for (const auto& [roles, wanted] : to) {
        const auto found = sure.find(roles);
        const Grant held = found == sure.end() ? Grant{} : found->second;
        const int order = rank(toRanks, roles.first);
        const std::string toRole = on + " TO " + writer.role(roles.second);
        const std::string plain = minus(wanted.privileges, unite(held.privileges, held.grantable));
        if (!plain.empty())
            grants.push_back({order, roles.first, "GRANT " + writer.privileges(plain) + toRole});
        const std::string option = minus(wanted.grantable, held.grantable);
        if (!option.empty())
            grants.push_back(
                {order, roles.first, "GRANT " + writer.privileges(option) + toRole + " WITH GRANT OPTION"});
    }
    std::ranges::stable_sort(revokes, {}, &Piece::rank);
    std::ranges::stable_sort(grants, {}, &Piece::rank);

    std::vector<std::string> out;
    for (Piece& piece : revokes)
        writer.write(out, piece.grantor, std::move(piece.sql));
    for (Piece& piece : grants)
        writer.write(out, piece.grantor, std::move(piece.sql));
    return out;
}

} // namespace

std::string allPrivileges(char objectType)
{
    switch (objectType) {
    case 'r': return "Dadmrtwx";
    case 'c': return "arwx";
    case 's': return "Urw";
    case 'f': return "X";
    case 'n': return "CU";
    case 'T':
    case 'l':
    case 'F':
    case 'S': return "U";
    case 'd': return "CTc";
    case 'L': return "rw";
    default: return {};
    }
}

std::vector<Grant> defaultGrants(char objectType)
{
    if (objectType == 'c')
        return {};
    std::vector<Grant> out;
    if (objectType == 'f' || objectType == 'T' || objectType == 'l')
        out.push_back({{}, RoleName(ownerRole), allPrivileges(objectType), {}});
    else if (objectType == 'd')
        out.push_back({{}, RoleName(ownerRole), "Tc", {}});
    out.push_back({RoleName(ownerRole), RoleName(ownerRole), allPrivileges(objectType), {}});
    std::ranges::sort(out);
    return out;
}

Acl aclFromItems(const std::vector<std::string>& items, char objectType, std::string_view owner, int serverVersion)
{
    std::vector<Grant> grants;
    grants.reserve(items.size());
    for (const std::string& item : items) {
        Grant grant = parseItem(item);
        if (grant.grantee == owner)
            grant.grantee = RoleName(ownerRole);
        if (grant.grantor == owner)
            grant.grantor = RoleName(ownerRole);
        if (serverVersion < 170000 && objectType == 'r')
            addMaintain(grant);
        grants.push_back(std::move(grant));
    }
    std::ranges::sort(grants);
    if (grants == defaultGrants(objectType))
        return std::nullopt;
    return grants;
}

std::vector<std::string> grantSql(const Acl& before, const Acl& after, std::string_view target, char objectType,
                                  std::string_view owner, std::string_view column)
{
    const char type = column.empty() ? objectType : 'c';
    const GrantMap from = byRoles(before, type);
    return statementsBetween(from, from, byRoles(after, type), {target, objectType, owner, column});
}

std::vector<std::string> grantSql(const InitialAcl& before, const Acl& after, std::string_view target, char objectType,
                                  std::string_view owner)
{
    return statementsBetween(byRoles(before.most, objectType), byRoles(before.least, objectType),
                             byRoles(after, objectType), {target, objectType, owner, {}});
}

} // namespace schemawright
