#include "diff/kinds/base/shell_type.h"

#include "diff/kinds/base/relation_child.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright {

std::vector<ObjectKey> ownFunctions(const Catalog& catalog, const ObjectKey& type)
{
    std::vector<ObjectKey> own;
    std::ranges::set_intersection(catalog.dependencies().of(type), catalog.dependencies().on(type),
                                  std::back_inserter(own));
    std::erase_if(own, [](const ObjectKey& key) { return key.kind != Kind::Function; });
    return own;
}

void createAroundShell(const ObjectKey& key, std::string createSql, const PlanContext& context, Steps& steps)
{
    steps.push_back(
        creatingStep(key, {statement(key, "CREATE " + kindOps(key.kind)->identity(key, *context.to.find(key)), {})}));
    Step whole;
    whole.statements.push_back(statement(key, std::move(createSql), {}));
    whole.completes = key;
    whole.needs = context.to.dependencies().of(key);
    whole.needs.push_back(key);
    std::ranges::set_difference(context.to.dependencies().on(key), ownFunctions(context.to, key),
                                std::back_inserter(whole.precedes));
    steps.push_back(std::move(whole));
}

void dropWithFunctions(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    const std::vector<ObjectKey> functions = ownFunctions(context.from, key);
    if (functions.empty()) {
        dropByIdentity(key, object, context, steps);
        return;
    }
    std::vector<std::string> names;
    for (const ObjectKey& function : functions)
        names.push_back(quoteLiteral(quoteName(function.schema, function.name) + "(" + function.args + ")") +
                        "::pg_catalog.regprocedure");
    const std::string type = quoteName(key.schema, key.name);
    // CASCADE is the only way that PostgreSQL has: what it may reach is counted first. Rows of pg_depend of type "i" are the inside of the
    // type: its array, a multirange, constructors.
    const std::string body =
        std::format(R"(
DECLARE
    other text;
BEGIN
    WITH RECURSIVE inside(classid, objid) AS (
        SELECT 'pg_catalog.pg_type'::pg_catalog.regclass::oid, {0}::pg_catalog.regtype::oid
        UNION
        SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass::oid, f::oid FROM pg_catalog.unnest(ARRAY[{1}]) f
        UNION
        SELECT d.classid, d.objid
        FROM inside i JOIN pg_catalog.pg_depend d ON d.refclassid = i.classid AND d.refobjid = i.objid AND d.deptype = 'i')
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) INTO other
    FROM inside i JOIN pg_catalog.pg_depend d ON d.refclassid = i.classid AND d.refobjid = i.objid
    WHERE (d.classid, d.objid) NOT IN (SELECT classid, objid FROM inside) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% depends on a type that is to be dropped with its functions', other
            USING ERRCODE = 'dependent_objects_still_exist';
    END IF;
    DROP {2} CASCADE;
END
)",
                    quoteLiteral(type), join(names, ", "), kindOps(key.kind)->identity(key, object));
    Step step = droppingStep(key, {statement(key, "DO " + dollarQuote(body), {})});
    step.drops.insert(step.drops.end(), functions.begin(), functions.end());
    steps.push_back(std::move(step));
}

} // namespace schemawright
