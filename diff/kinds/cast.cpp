#include "model/kinds/cast.h"

#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/relation_child.h"

#include <format>

namespace schemawright {

namespace {

std::string identity(const ObjectKey& key, const Object&)
{
    return "CAST (" + key.name + ")";
}

constexpr std::string_view query = R"(
select c.oid, pg_catalog.format_type(c.castsource, null) || ' AS ' || pg_catalog.format_type(c.casttarget, null),
       case c.castmethod when 'f' then 'WITH FUNCTION ' || c.castfunc::regprocedure when 'i' then 'WITH INOUT' else 'WITHOUT FUNCTION' end,
       case c.castcontext when 'a' then 'assignment' when 'i' then 'implicit' else 'explicit' end
from pg_catalog.pg_cast c
where c.oid >= 16384
  and not exists (select from pg_catalog.pg_depend d where d.classid = 2605 and d.objid = c.oid and d.deptype = 'i')
order by c.oid)";

Result<void> read(Reader& reader)
{
    auto rows = reader.query(query);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        if (!reader.skips(ClassId::Cast, oid))
            reader.add(
                ClassId::Cast, oid, keyOf(Kind::Cast, {}, rows->text(i, 1)),
                {Cast{rows->text(i, 2), rows->text(i, 3)}, reader.attributes(ClassId::Cast, oid, 0, {}, true, 0)});
    }
    return {};
}

void create(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const Cast& cast = *object.as<Cast>();
    const std::string_view context =
        cast.context == "implicit" ? " AS IMPLICIT" : (cast.context == "assignment" ? " AS ASSIGNMENT" : "");
    steps.push_back(creatingStep(
        key, {statement(key, std::format("CREATE {} {}{}", identity(key, object), cast.method, context), {})}));
}

constexpr KindOps ops{.kind = Kind::Cast, .read = read, .identity = identity, .create = create, .drop = dropByIdentity};

} // namespace

template <> const KindOps& kindOpsOf<Cast>()
{
    return ops;
}

} // namespace schemawright
