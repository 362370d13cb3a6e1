// Operator families and classes: two rooms over the same members.

#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/relation_child.h"
#include "diff/kinds/base/sql_pieces.h"
#include "model/kinds/operator.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright {

namespace {

std::string nameAndMethod(const ObjectKey& key)
{
    return std::format("{} USING {}", quoteName(key.schema, key.name), quoteIdent(key.args));
}

std::string familyIdentity(const ObjectKey& key, const Object&)
{
    return "OPERATOR FAMILY " + nameAndMethod(key);
}

std::string classIdentity(const ObjectKey& key, const Object&)
{
    return "OPERATOR CLASS " + nameAndMethod(key);
}

/// pg_amop and pg_amproc as text, with the class or family that each belongs to by pg_depend: a class's own members depend on it, the
/// others on the family. PostgreSQL 17 manual, "CREATE OPERATOR CLASS".
constexpr std::string_view membersQuery = R"(
select d.refclassid, d.refobjid, 2602, a.oid,
       'OPERATOR ' || a.amopstrategy || ' ' || a.amopopr::regoperator
       || case when a.amopsortfamily <> 0 then ' FOR ORDER BY ' || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(f.opfname) else '' end
from pg_catalog.pg_amop a
     join pg_catalog.pg_depend d on d.classid = 2602 and d.objid = a.oid and d.refclassid in (2616, 2753)
     left join pg_catalog.pg_opfamily f on f.oid = a.amopsortfamily
     left join pg_catalog.pg_namespace n on n.oid = f.opfnamespace
where a.oid >= 16384
union all
select d.refclassid, d.refobjid, 2603, p.oid,
       'FUNCTION ' || p.amprocnum || ' (' || pg_catalog.format_type(p.amproclefttype, null) || ', ' || pg_catalog.format_type(p.amprocrighttype, null)
       || ') ' || p.amproc::regprocedure
from pg_catalog.pg_amproc p
     join pg_catalog.pg_depend d on d.classid = 2603 and d.objid = p.oid and d.refclassid in (2616, 2753)
where p.oid >= 16384
order by 5)";

/// The members into the classes and families that have been read already.
Result<void> readMembers(Reader& reader)
{
    auto rows = reader.query(membersQuery);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const ObjectKey* found = reader.keyOf(static_cast<ClassId>(rows->oid(i, 0)), rows->oid(i, 1));
        if (!found)
            continue;
        const ObjectKey key = *found;
        Body& body = reader.object(key)->body;
        if (auto* family = std::get_if<OperatorFamily>(&body))
            family->members.push_back(rows->text(i, 4));
        else if (auto* operatorClass = std::get_if<OperatorClass>(&body))
            operatorClass->members.push_back(rows->text(i, 4));
        reader.identify(static_cast<ClassId>(rows->oid(i, 2)), rows->oid(i, 3), key);
    }
    return {};
}

Result<void> readFamilies(Reader& reader)
{
    auto rows = reader.query(R"(
select f.oid, f.opfname, f.opfnamespace, f.opfowner, m.amname
from pg_catalog.pg_opfamily f join pg_catalog.pg_am m on m.oid = f.opfmethod order by f.oid)");
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        const std::string& schema = reader.schemaName(rows->oid(i, 2));
        if (!reader.skips(ClassId::OperatorFamily, oid, schema))
            reader.add(
                ClassId::OperatorFamily, oid, {Kind::OperatorFamily, schema, {}, rows->text(i, 1), rows->text(i, 4)},
                {OperatorFamily{}, reader.attributes(ClassId::OperatorFamily, oid, rows->oid(i, 3), {}, true, 0)});
    }
    return {};
}

/// Reads after the families, and the members of both.
Result<void> readClasses(Reader& reader)
{
    auto rows = reader.query(R"(
select c.oid, c.opcname, c.opcnamespace, c.opcowner, m.amname, c.opcdefault, pg_catalog.format_type(c.opcintype, null), f.opfname, f.opfnamespace,
       case when c.opckeytype <> 0 and c.opckeytype <> c.opcintype then pg_catalog.format_type(c.opckeytype, null) end
from pg_catalog.pg_opclass c join pg_catalog.pg_am m on m.oid = c.opcmethod join pg_catalog.pg_opfamily f on f.oid = c.opcfamily
order by c.oid)");
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        const std::string& schema = reader.schemaName(rows->oid(i, 2));
        if (reader.skips(ClassId::OperatorClass, oid, schema))
            continue;
        OperatorClass body{.isDefault = rows->flag(i, 5),
                           .type = rows->text(i, 6),
                           .family = {reader.schemaName(rows->oid(i, 8)), rows->text(i, 7)},
                           .storage = rows->text(i, 9),
                           .members = {}};
        reader.add(ClassId::OperatorClass, oid, {Kind::OperatorClass, schema, {}, rows->text(i, 1), rows->text(i, 4)},
                   {std::move(body), reader.attributes(ClassId::OperatorClass, oid, rows->oid(i, 3), {}, true, 0)});
    }
    return readMembers(reader);
}

void createFamily(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const auto& family = *object.as<OperatorFamily>();
    const std::string identity = familyIdentity(key, object);
    steps.push_back(creatingStep(key, {statement(key, "CREATE " + identity, {})}));
    if (!family.members.empty())
        steps.back().statements.push_back(
            statement(key, "ALTER " + identity + " ADD\n    " + join(family.members, ",\n    "), {}));
}

/// "OPERATOR 1 (a, b)" of "OPERATOR 1 public.<(a,b)", "FUNCTION 1 (a, b)" of "FUNCTION 1 (a, b) public.f(a,b)": a member as DROP names it.
std::string slotOf(const std::string& member)
{
    const std::size_t number = member.find(' ') + 1;
    const std::string slot = member.substr(0, member.find(' ', number) + 1);
    std::size_t open = slot.size();
    while (open < member.size() && member[open] != '(') {
        const std::size_t end = endOfQuoted(member, open);
        open = end > open ? end : open + 1;
    }
    std::size_t close = open;
    for (int depth = 0; close < member.size();) {
        if (const std::size_t end = endOfQuoted(member, close); end > close) {
            close = end;
            continue;
        }
        depth += member[close] == '(' ? 1 : (member[close] == ')' ? -1 : 0);
        ++close;
        if (depth == 0)
            break;
    }
    return slot + member.substr(open, close - open);
}

std::vector<ObjectKey> familyInvalidates(const ObjectKey&, const Object&, const Object&, const PlanContext&)
{
    return {};
}

/// The classes of a family and the indexes that use them go on while loose members leave and join it.
Result<void> alterFamily(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                         const PlanContext&, Steps& steps)
{
    const auto& before = objectBefore.as<OperatorFamily>()->members;
    const auto& after = objectAfter.as<OperatorFamily>()->members;
    const std::string alterFamily = "ALTER " + familyIdentity(key, objectAfter);
    std::vector<std::string> dropped;
    std::vector<std::string> added;
    for (const std::string& member : before)
        if (!std::ranges::contains(after, member))
            dropped.push_back(slotOf(member));
    std::ranges::copy_if(after, std::back_inserter(added),
                         [&](const std::string& member) { return !std::ranges::contains(before, member); });
    if (!dropped.empty()) {
        Step step = droppingStep(key, {statement(key, alterFamily + " DROP\n    " + join(dropped, ",\n    "), {})});
        steps.push_back(std::move(step));
    }
    if (!added.empty())
        steps.push_back(creatingStep(key, {statement(key, alterFamily + " ADD\n    " + join(added, ",\n    "), {})}));
    return {};
}

void createClass(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const auto& body = *object.as<OperatorClass>();
    std::vector<std::string> members = body.members;
    // A class without members is written with the storage that it has anyway.
    if (!body.storage.empty() || members.empty())
        members.push_back("STORAGE " + (body.storage.empty() ? body.type : body.storage));
    steps.push_back(creatingStep(
        key, {statement(key,
                        std::format("CREATE OPERATOR CLASS {}{} FOR TYPE {} USING {} FAMILY {} AS\n    {}",
                                    quoteName(key.schema, key.name), body.isDefault ? " DEFAULT" : "", body.type,
                                    quoteIdent(key.args), quoteName(body.family), join(members, ",\n    ")),
                        {})}));
}

std::string rename(const ObjectKey& key, const Object&, const std::string& newName)
{
    return std::format("ALTER OPERATOR {} {} RENAME TO {}", key.kind == Kind::OperatorClass ? "CLASS" : "FAMILY",
                       nameAndMethod(key), quoteIdent(newName));
}

constexpr KindOps familyOps{.kind = Kind::OperatorFamily,
                            .read = readFamilies,
                            .identity = familyIdentity,
                            .invalidates = familyInvalidates,
                            .create = createFamily,
                            .alter = alterFamily,
                            .drop = dropByIdentity,
                            .rename = rename,
                            .move = moveByIdentity};

constexpr KindOps classOps{.kind = Kind::OperatorClass,
                           .read = readClasses,
                           .identity = classIdentity,
                           .create = createClass,
                           .drop = dropByIdentity,
                           .rename = rename,
                           .move = moveByIdentity};

} // namespace

template <> const KindOps& kindOpsOf<OperatorFamily>()
{
    return familyOps;
}

template <> const KindOps& kindOpsOf<OperatorClass>()
{
    return classOps;
}

} // namespace schemawright
