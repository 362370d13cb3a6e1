#include "diff/kinds/extension.h"

#include "diff/kinds/base/acl.h"
#include "diff/kinds/base/attributes.h"
#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/relation_child.h"
#include "model/sql.h"

#include <algorithm>
#include <array>
#include <map>

namespace schemawright {

namespace {

// ---- Reading -----------------------------------------------------------------------------------------------------------------

/// What an extension gave its members is in pg_init_privs; without a row there it is the default of the kind.
constexpr std::string_view privilegesQuery = R"(
with member as (select refobjid as extension, classid, objid from pg_catalog.pg_depend where deptype = 'e' and refclassid = 3079),
held(extension, classid, objid, sub, owner, name, col, acl) as (
    select m.extension, m.classid, m.objid, 0, c.relowner,
           case c.relkind when 'S' then 'SEQUENCE ' else 'TABLE ' end || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
           null, c.relacl
    from member m join pg_catalog.pg_class c on m.classid = 1259 and c.oid = m.objid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    union all
    select m.extension, m.classid, m.objid, a.attnum, c.relowner,
           'TABLE ' || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname), pg_catalog.quote_ident(a.attname), a.attacl
    from member m join pg_catalog.pg_class c on m.classid = 1259 and c.oid = m.objid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
         join pg_catalog.pg_attribute a on a.attrelid = c.oid and not a.attisdropped
    union all
    select m.extension, m.classid, m.objid, 0, p.proowner,
           case p.prokind when 'p' then 'PROCEDURE ' else 'FUNCTION ' end || p.oid::regprocedure, null, p.proacl
    from member m join pg_catalog.pg_proc p on m.classid = 1255 and p.oid = m.objid
    union all
    select m.extension, m.classid, m.objid, 0, t.typowner, 'TYPE ' || t.oid::regtype, null, t.typacl
    from member m join pg_catalog.pg_type t on m.classid = 1247 and t.oid = m.objid
    union all
    select m.extension, m.classid, m.objid, 0, l.lanowner, 'LANGUAGE ' || pg_catalog.quote_ident(l.lanname), null, l.lanacl
    from member m join pg_catalog.pg_language l on m.classid = 2612 and l.oid = m.objid
    union all
    select m.extension, m.classid, m.objid, 0, n.nspowner, 'SCHEMA ' || pg_catalog.quote_ident(n.nspname), null, n.nspacl
    from member m join pg_catalog.pg_namespace n on m.classid = 2615 and n.oid = m.objid
    union all
    select m.extension, m.classid, m.objid, 0, w.fdwowner, 'FOREIGN DATA WRAPPER ' || pg_catalog.quote_ident(w.fdwname), null, w.fdwacl
    from member m join pg_catalog.pg_foreign_data_wrapper w on m.classid = 2328 and w.oid = m.objid
    union all
    select m.extension, m.classid, m.objid, 0, s.srvowner, 'FOREIGN SERVER ' || pg_catalog.quote_ident(s.srvname), null, s.srvacl
    from member m join pg_catalog.pg_foreign_server s on m.classid = 1417 and s.oid = m.objid)
select h.extension, h.owner, h.name, h.col, h.acl, i.initprivs
from held h left join pg_catalog.pg_init_privs i on i.objoid = h.objid and i.classoid = h.classid and i.objsubid = h.sub
where h.acl is distinct from i.initprivs
order by h.extension, h.name collate "C", h.col collate "C")";

/// acldefault's letter by the words of GRANT.
char typeOf(const MemberPrivileges& member)
{
    static constexpr std::array words{std::pair{"TABLE ", 'r'},         std::pair{"SEQUENCE ", 's'},
                                      std::pair{"FUNCTION ", 'f'},      std::pair{"PROCEDURE ", 'f'},
                                      std::pair{"TYPE ", 'T'},          std::pair{"LANGUAGE ", 'l'},
                                      std::pair{"SCHEMA ", 'n'},        std::pair{"FOREIGN DATA WRAPPER ", 'F'},
                                      std::pair{"FOREIGN SERVER ", 'S'}};
    if (!member.column.empty())
        return 'c';
    const auto* found =
        std::ranges::find_if(words, [&](const auto& word) { return member.name.starts_with(word.first); });
    return found == words.end() ? 'r' : found->second;
}

Result<std::map<std::uint32_t, std::vector<MemberPrivileges>>> readPrivileges(Reader& reader)
{
    const Result<Rows> rows = reader.query(privilegesQuery);
    if (!rows)
        return std::unexpected(rows.error());
    std::map<std::uint32_t, std::vector<MemberPrivileges>> out;
    for (std::size_t r = 0; r < rows->size(); ++r) {
        MemberPrivileges member{rows->text(r, 2), rows->text(r, 3), {}, {}};
        const char type = typeOf(member);
        member.acl = reader.acl(rows->view(r, 4), rows->isNull(r, 4), type, rows->oid(r, 1));
        member.initial = reader.acl(rows->view(r, 5), rows->isNull(r, 5), type, rows->oid(r, 1));
        if (member.acl != member.initial)
            out[rows->oid(r, 0)].push_back(std::move(member));
    }
    return out;
}

Result<void> readExtensions(Reader& reader)
{
    auto privileges = readPrivileges(reader);
    if (!privileges)
        return std::unexpected(privileges.error());
    const Result<Rows> rows =
        reader.query("SELECT oid, extname, extnamespace, extrelocatable FROM pg_catalog.pg_extension");
    if (!rows)
        return std::unexpected(rows.error());
    for (std::size_t r = 0; r < rows->size(); ++r) {
        const std::uint32_t oid = rows->oid(r, 0);
        Object object{Extension{.schema = reader.schemaName(rows->oid(r, 2)),
                                .relocatable = rows->flag(r, 3),
                                .privileges = std::move((*privileges)[oid])},
                      {}};
        object.attributes.comment = reader.comment(ClassId::Extension, oid);
        reader.add(ClassId::Extension, oid, keyOf(Kind::Extension, {}, rows->text(r, 1)), std::move(object));
    }
    return {};
}

// ---- Writing -----------------------------------------------------------------------------------------------------------------

std::string identity(const ObjectKey& key, const Object&)
{
    return "EXTENSION " + quoteIdent(key.name);
}

bool sameMember(const MemberPrivileges& a, const MemberPrivileges& b)
{
    return a.name == b.name && a.column == b.column;
}

/// From the privileges on one side to those on the other; a member that a side does not name has what the extension gave it.
std::vector<Statement> privilegeStatements(const ObjectKey& key, const std::vector<MemberPrivileges>& before,
                                           const std::vector<MemberPrivileges>& after)
{
    std::vector<Statement> out;
    const auto write = [&](const MemberPrivileges& member, const Acl& old, const Acl& now) {
        const std::string column = member.column.empty() ? std::string() : "(" + member.column + ")";
        for (std::string& sql : grantSql(old, now, member.name, typeOf(member), {}, column)) {
            const bool revokes = sql.starts_with("REVOKE");
            Statement& grant = out.emplace_back(statement(key, std::move(sql), {}));
            if (revokes)
                grant.hazards.push_back({"revoke-privilege", "Clients that need the privilege are denied access."});
        }
    };
    for (const MemberPrivileges& member : before)
        if (std::ranges::none_of(after, [&](const auto& other) { return sameMember(member, other); }))
            write(member, member.acl, member.initial);
    for (const MemberPrivileges& member : after) {
        const auto old = std::ranges::find_if(before, [&](const auto& other) { return sameMember(member, other); });
        write(member, old == before.end() ? member.initial : old->acl, member.acl);
    }
    return out;
}

/// The names of members as they are once the extension is in the other schema.
std::vector<MemberPrivileges> moved(std::vector<MemberPrivileges> members, const std::string& from,
                                    const std::string& to)
{
    const std::string old = quoteIdent(from) + ".";
    const std::string now = quoteIdent(to) + ".";
    for (MemberPrivileges& member : members)
        for (std::size_t at = 0; (at = member.name.find(old, at)) != std::string::npos; at += now.size())
            member.name.replace(at, old.size(), now);
    return members;
}

/// ALTER EXTENSION moves what belongs to it, and what depends on that follows by OID; but not where the extension was not made for it.
std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&)
{
    const Extension& old = *before.as<Extension>();
    const bool stays = old.relocatable || old.schema == after.as<Extension>()->schema;
    return stays ? std::vector<ObjectKey>{} : std::vector{key};
}

void create(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const Extension& extension = *object.as<Extension>();
    Step step = creatingStep(
        key, {statement(key, "CREATE EXTENSION " + quoteIdent(key.name) + " SCHEMA " + quoteIdent(extension.schema))});
    // The control file has a comment of its own.
    if (object.attributes.comment.empty())
        step.statements.push_back(statement(key, commentSql(identity(key, object), {})));
    std::ranges::move(privilegeStatements(key, {}, extension.privileges), std::back_inserter(step.statements));
    step.needs.push_back(schemaKey(extension.schema));
    steps.push_back(std::move(step));
}

Result<void> alter(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&, Steps& steps)
{
    const Extension& old = *before.as<Extension>();
    const Extension& now = *after.as<Extension>();
    Step step = alteringStep(key, {});
    if (old.schema != now.schema) {
        step.statements.push_back(
            statement(key, "ALTER EXTENSION " + quoteIdent(key.name) + " SET SCHEMA " + quoteIdent(now.schema)));
        step.statements.back().hazards.push_back(
            {"move-to-schema", "Clients that look for its objects in schema " + old.schema + " fail."});
        step.needs.push_back(schemaKey(now.schema));
        step.outlives.push_back(schemaKey(old.schema));
    }
    const auto held = old.schema == now.schema ? old.privileges : moved(old.privileges, old.schema, now.schema);
    std::ranges::move(privilegeStatements(key, held, now.privileges), std::back_inserter(step.statements));
    if (!step.statements.empty())
        steps.push_back(std::move(step));
    return {};
}

void drop(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    dropByIdentity(key, object, context, steps);
    steps.back().statements.back().hazards.push_back(
        {"drop-extension", "All objects of the extension are dropped with it."});
}

bool same(const Body& a, const Body& b)
{
    Extension before = std::get<Extension>(a);
    before.relocatable = std::get<Extension>(b).relocatable;
    return before == std::get<Extension>(b);
}

} // namespace

std::vector<ObjectKey> movedExtensions(const Catalog& from, const Catalog& to)
{
    std::vector<ObjectKey> moved;
    for (const Catalog::Entry& entry : from)
        if (const auto* before = entry.object->as<Extension>(); before && before->relocatable)
            if (const auto* after = to.get<Extension>(*entry.key); after && after->schema != before->schema)
                moved.push_back(*entry.key);
    return moved;
}

std::string extensionSchema(const Catalog& catalog, const ObjectKey& key)
{
    const auto* extension = catalog.get<Extension>(key);
    return extension ? extension->schema : std::string();
}

template <> const KindOps& kindOpsOf<Extension>()
{
    static constexpr KindOps ops{.kind = Kind::Extension,
                                 .read = readExtensions,
                                 .identity = identity,
                                 .invalidates = invalidates,
                                 .create = create,
                                 .alter = alter,
                                 .drop = drop,
                                 .same = same};
    return ops;
}

} // namespace schemawright
