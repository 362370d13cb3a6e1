// Foreign-data wrappers, their servers and their user mappings: three rooms that differ in little but their words.

#include "model/kinds/foreign.h"

#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/relation_child.h"
#include "diff/kinds/base/sql_pieces.h"
#include "model/sql.h"

#include <algorithm>
#include <array>
#include <format>

namespace schemawright {

namespace {

void add(Step& step, const ObjectKey& key, std::string sql)
{
    step.statements.push_back(statement(key, std::move(sql), {}));
}

// ---- foreign-data wrappers ---------------------------------------------------------------------------------------------------

std::string wrapperIdentity(const ObjectKey& key, const Object&)
{
    return "FOREIGN DATA WRAPPER " + quoteIdent(key.name);
}

Result<void> readWrappers(Reader& reader)
{
    auto rows = reader.query(R"(
select w.oid, w.fdwname, w.fdwowner, w.fdwacl, nullif(w.fdwhandler, 0)::regproc, nullif(w.fdwvalidator, 0)::regproc, w.fdwoptions
from pg_catalog.pg_foreign_data_wrapper w order by w.oid)");
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        if (!reader.skips(ClassId::ForeignDataWrapper, oid))
            reader.add(ClassId::ForeignDataWrapper, oid, keyOf(Kind::ForeignDataWrapper, {}, rows->text(i, 1)),
                       {ForeignDataWrapper{rows->text(i, 4), rows->text(i, 5), parseOptions(rows->array(i, 6))},
                        reader.attributes(ClassId::ForeignDataWrapper, oid, rows->oid(i, 2), rows->view(i, 3),
                                          rows->isNull(i, 3), 'F')});
    }
    return {};
}

void createWrapper(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const auto& wrapper = *object.as<ForeignDataWrapper>();
    std::string sql = "CREATE " + wrapperIdentity(key, object);
    if (!wrapper.handler.empty())
        sql += " HANDLER " + wrapper.handler;
    if (!wrapper.validator.empty())
        sql += " VALIDATOR " + wrapper.validator;
    steps.push_back(creatingStep(key, {statement(key, sql + foreignOptions(wrapper.options), {})}));
}

std::vector<ObjectKey> invalidatesNothing(const ObjectKey&, const Object&, const Object&, const PlanContext&)
{
    return {};
}

Result<void> alterWrapper(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                          const PlanContext&, Steps& steps)
{
    const auto& before = *objectBefore.as<ForeignDataWrapper>();
    const auto& after = *objectAfter.as<ForeignDataWrapper>();
    std::string changes;
    if (before.handler != after.handler)
        changes += after.handler.empty() ? " NO HANDLER" : " HANDLER " + after.handler;
    if (before.validator != after.validator)
        changes += after.validator.empty() ? " NO VALIDATOR" : " VALIDATOR " + after.validator;
    changes += foreignOptionChanges(before.options, after.options);
    Step step = alteringStep(key, {});
    if (!changes.empty())
        add(step, key, "ALTER " + wrapperIdentity(key, objectAfter) + changes);
    steps.push_back(std::move(step));
    return {};
}

// ---- servers -----------------------------------------------------------------------------------------------------------------

std::string serverIdentity(const ObjectKey& key, const Object&)
{
    return "SERVER " + quoteIdent(key.name);
}

std::string serverGrantTarget(const ObjectKey& key, const Object&)
{
    return "FOREIGN SERVER " + quoteIdent(key.name);
}

Result<void> readServers(Reader& reader)
{
    auto rows = reader.query(R"(
select s.oid, s.srvname, s.srvowner, s.srvacl, w.fdwname, s.srvtype, s.srvversion, s.srvoptions
from pg_catalog.pg_foreign_server s join pg_catalog.pg_foreign_data_wrapper w on w.oid = s.srvfdw order by s.oid)");
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        if (!reader.skips(ClassId::ForeignServer, oid))
            reader.add(
                ClassId::ForeignServer, oid, keyOf(Kind::ForeignServer, {}, rows->text(i, 1)),
                {ForeignServer{rows->text(i, 4), rows->text(i, 5), rows->text(i, 6), parseOptions(rows->array(i, 7))},
                 reader.attributes(ClassId::ForeignServer, oid, rows->oid(i, 2), rows->view(i, 3), rows->isNull(i, 3),
                                   'S')});
    }
    return {};
}

void createServer(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const auto& server = *object.as<ForeignServer>();
    std::string sql = "CREATE " + serverIdentity(key, object);
    if (!server.type.empty())
        sql += " TYPE " + quoteLiteral(server.type);
    if (!server.version.empty())
        sql += " VERSION " + quoteLiteral(server.version);
    sql += " FOREIGN DATA WRAPPER " + quoteIdent(server.wrapper);
    steps.push_back(creatingStep(key, {statement(key, sql + foreignOptions(server.options), {})}));
}

/// ALTER SERVER changes the version and the options; a version cannot be taken away.
std::vector<ObjectKey> serverInvalidates(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                                         const PlanContext&)
{
    const auto& before = *objectBefore.as<ForeignServer>();
    const auto& after = *objectAfter.as<ForeignServer>();
    const bool inPlace = before.wrapper == after.wrapper && before.type == after.type &&
                         (before.version.empty() || !after.version.empty());
    return inPlace ? std::vector<ObjectKey>{} : std::vector{key};
}

Result<void> alterServer(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                         const PlanContext&, Steps& steps)
{
    const auto& before = *objectBefore.as<ForeignServer>();
    const auto& after = *objectAfter.as<ForeignServer>();
    std::string changes = before.version == after.version ? std::string() : " VERSION " + quoteLiteral(after.version);
    changes += foreignOptionChanges(before.options, after.options);
    Step step = alteringStep(key, {});
    if (!changes.empty())
        add(step, key, "ALTER " + serverIdentity(key, objectAfter) + changes);
    steps.push_back(std::move(step));
    return {};
}

// ---- user mappings -----------------------------------------------------------------------------------------------------------

std::string mappingIdentity(const ObjectKey& key, const Object&)
{
    return std::format("USER MAPPING FOR {} SERVER {}",
                       key.name == "public" ? std::string("PUBLIC") : quoteIdent(key.name), quoteIdent(key.args));
}

/// Names of options that hold secrets, in the wrappers that PostgreSQL brings and the well-known ones beside them.
bool isSecret(const Option& option)
{
    constexpr std::array names{"password", "passwd", "pwd", "sslpassword", "secret", "token"};
    return std::ranges::any_of(names, [&](std::string_view name) { return option.name == name; });
}

Result<void> readMappings(Reader& reader)
{
    auto rows =
        reader.query("select umid, srvid, srvname, usename, umoptions from pg_catalog.pg_user_mappings order by umid");
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        if (!reader.keyOf(ClassId::ForeignServer, rows->oid(i, 1)))
            continue;
        UserMapping mapping{parseOptions(rows->array(i, 4))};
        std::erase_if(mapping.options, isSecret);
        const ObjectKey key{Kind::UserMapping, {}, {}, rows->text(i, 3), rows->text(i, 2)};
        reader.add(ClassId::UserMapping, rows->oid(i, 0), key, {std::move(mapping), {}});
    }
    return {};
}

void createMapping(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    steps.push_back(creatingStep(
        key,
        {statement(key, "CREATE " + mappingIdentity(key, object) + foreignOptions(object.as<UserMapping>()->options),
                   {})}));
}

Result<void> alterMapping(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&,
                          Steps& steps)
{
    Step step = alteringStep(key, {});
    if (const std::string changes =
            foreignOptionChanges(before.as<UserMapping>()->options, after.as<UserMapping>()->options);
        !changes.empty())
        add(step, key, "ALTER " + mappingIdentity(key, after) + changes);
    steps.push_back(std::move(step));
    return {};
}

constexpr KindOps wrapperOps{.kind = Kind::ForeignDataWrapper,
                             .read = readWrappers,
                             .identity = wrapperIdentity,
                             .grantTarget = wrapperIdentity,
                             .invalidates = invalidatesNothing,
                             .create = createWrapper,
                             .alter = alterWrapper,
                             .drop = dropByIdentity,
                             .rename = renameByIdentity};

constexpr KindOps serverOps{.kind = Kind::ForeignServer,
                            .read = readServers,
                            .identity = serverIdentity,
                            .grantTarget = serverGrantTarget,
                            .invalidates = serverInvalidates,
                            .create = createServer,
                            .alter = alterServer,
                            .drop = dropByIdentity,
                            .rename = renameByIdentity};

constexpr KindOps mappingOps{.kind = Kind::UserMapping,
                             .read = readMappings,
                             .identity = mappingIdentity,
                             .invalidates = invalidatesNothing,
                             .create = createMapping,
                             .alter = alterMapping,
                             .drop = dropByIdentity};

} // namespace

template <> const KindOps& kindOpsOf<ForeignDataWrapper>()
{
    return wrapperOps;
}

template <> const KindOps& kindOpsOf<ForeignServer>()
{
    return serverOps;
}

template <> const KindOps& kindOpsOf<UserMapping>()
{
    return mappingOps;
}

} // namespace schemawright
