// Languages, access methods, conversions and transforms: a name and a text each, made anew where the text differs.

#include "model/kinds/extending.h"

#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/relation_child.h"
#include "model/sql.h"

#include <format>

namespace schemawright {

namespace {

/// One row of such a kind: OID, name, schema's OID, owner's OID, ACL, definition, flag.
using MakeBody = Body (*)(std::string definition, bool flag);

Result<void> readRows(Reader& reader, ClassId classId, Kind kind, char aclType, std::string_view query, MakeBody make)
{
    auto rows = reader.query(query);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        const std::string& schema = reader.schemaName(rows->oid(i, 2));
        if (!reader.skips(classId, oid, schema))
            reader.add(
                classId, oid, keyOf(kind, schema, rows->text(i, 1)),
                {make(rows->text(i, 5), rows->flag(i, 6)),
                 reader.attributes(classId, oid, rows->oid(i, 3), rows->view(i, 4), rows->isNull(i, 4), aclType)});
    }
    return {};
}

void createWithText(const ObjectKey& key, const Object& object, std::string_view word, const std::string& definition,
                    Steps& steps)
{
    const std::string identity = kindOps(key.kind)->identity(key, object);
    steps.push_back(creatingStep(key, {statement(key, std::format("CREATE {}{} {}", word, identity, definition), {})}));
}

// ---- languages ---------------------------------------------------------------------------------------------------------------

std::string languageIdentity(const ObjectKey& key, const Object&)
{
    return "LANGUAGE " + quoteIdent(key.name);
}

Result<void> readLanguages(Reader& reader)
{
    return readRows(reader, ClassId::Language, Kind::Language, 'l', R"(
select l.oid, l.lanname, 0, l.lanowner, l.lanacl,
       pg_catalog.concat_ws(' ', 'HANDLER ' || nullif(l.lanplcallfoid, 0)::regproc, 'INLINE ' || nullif(l.laninline, 0)::regproc,
                            'VALIDATOR ' || nullif(l.lanvalidator, 0)::regproc), l.lanpltrusted
from pg_catalog.pg_language l where l.lanispl order by l.oid)",
                    [](std::string definition, bool flag) { return Body(Language{flag, std::move(definition)}); });
}

void createLanguage(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const auto& language = *object.as<Language>();
    createWithText(key, object, language.trusted ? "TRUSTED " : "", language.definition, steps);
}

/// CREATE OR REPLACE LANGUAGE changes all of it, and the functions written in it stand.
std::vector<ObjectKey> languageInvalidates(const ObjectKey&, const Object&, const Object&, const PlanContext&)
{
    return {};
}

Result<void> alterLanguage(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&,
                           Steps& steps)
{
    const auto& language = *after.as<Language>();
    if (before.body != after.body)
        steps.push_back(
            alteringStep(key, {statement(key,
                                         std::format("CREATE OR REPLACE {}{} {}", language.trusted ? "TRUSTED " : "",
                                                     languageIdentity(key, after), language.definition),
                                         {})}));
    return {};
}

// ---- access methods ----------------------------------------------------------------------------------------------------------

std::string accessMethodIdentity(const ObjectKey& key, const Object&)
{
    return "ACCESS METHOD " + quoteIdent(key.name);
}

Result<void> readAccessMethods(Reader& reader)
{
    return readRows(reader, ClassId::AccessMethod, Kind::AccessMethod, 0, R"(
select m.oid, m.amname, 0, 0, null, 'TYPE ' || case m.amtype when 'i' then 'INDEX' else 'TABLE' end || ' HANDLER ' || m.amhandler::regproc, false
from pg_catalog.pg_am m order by m.oid)",
                    [](std::string definition, bool) { return Body(AccessMethod{std::move(definition)}); });
}

void createAccessMethod(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    createWithText(key, object, {}, object.as<AccessMethod>()->definition, steps);
}

// ---- conversions -------------------------------------------------------------------------------------------------------------

std::string conversionIdentity(const ObjectKey& key, const Object&)
{
    return "CONVERSION " + quoteName(key.schema, key.name);
}

Result<void> readConversions(Reader& reader)
{
    return readRows(reader, ClassId::Conversion, Kind::Conversion, 0, R"(
select c.oid, c.conname, c.connamespace, c.conowner, null,
       pg_catalog.format('FOR %L TO %L FROM %s', pg_catalog.pg_encoding_to_char(c.conforencoding), pg_catalog.pg_encoding_to_char(c.contoencoding),
                         c.conproc::regproc), c.condefault
from pg_catalog.pg_conversion c order by c.oid)",
                    [](std::string definition, bool flag) { return Body(Conversion{flag, std::move(definition)}); });
}

void createConversion(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const auto& conversion = *object.as<Conversion>();
    createWithText(key, object, conversion.isDefault ? "DEFAULT " : "", conversion.definition, steps);
}

// ---- transforms --------------------------------------------------------------------------------------------------------------

std::string transformIdentity(const ObjectKey& key, const Object&)
{
    return "TRANSFORM FOR " + key.name;
}

Result<void> readTransforms(Reader& reader)
{
    return readRows(reader, ClassId::Transform, Kind::Transform, 0, R"(
select t.oid, pg_catalog.format('%s LANGUAGE %I', pg_catalog.format_type(t.trftype, null), l.lanname), 0, 0, null,
       '(' || pg_catalog.concat_ws(', ', 'FROM SQL WITH FUNCTION ' || nullif(t.trffromsql, 0)::regprocedure,
                                   'TO SQL WITH FUNCTION ' || nullif(t.trftosql, 0)::regprocedure) || ')', false
from pg_catalog.pg_transform t join pg_catalog.pg_language l on l.oid = t.trflang order by t.oid)",
                    [](std::string definition, bool) { return Body(Transform{std::move(definition)}); });
}

void createTransform(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    createWithText(key, object, {}, object.as<Transform>()->definition, steps);
}

constexpr KindOps languageOps{.kind = Kind::Language,
                              .read = readLanguages,
                              .identity = languageIdentity,
                              .grantTarget = languageIdentity,
                              .invalidates = languageInvalidates,
                              .create = createLanguage,
                              .alter = alterLanguage,
                              .drop = dropByIdentity,
                              .rename = renameByIdentity};

constexpr KindOps accessMethodOps{.kind = Kind::AccessMethod,
                                  .read = readAccessMethods,
                                  .identity = accessMethodIdentity,
                                  .create = createAccessMethod,
                                  .drop = dropByIdentity};

constexpr KindOps conversionOps{.kind = Kind::Conversion,
                                .read = readConversions,
                                .identity = conversionIdentity,
                                .create = createConversion,
                                .drop = dropByIdentity,
                                .rename = renameByIdentity,
                                .move = moveByIdentity};

constexpr KindOps transformOps{.kind = Kind::Transform,
                               .read = readTransforms,
                               .identity = transformIdentity,
                               .create = createTransform,
                               .drop = dropByIdentity};

} // namespace

template <> const KindOps& kindOpsOf<Language>()
{
    return languageOps;
}

template <> const KindOps& kindOpsOf<AccessMethod>()
{
    return accessMethodOps;
}

template <> const KindOps& kindOpsOf<Conversion>()
{
    return conversionOps;
}

template <> const KindOps& kindOpsOf<Transform>()
{
    return transformOps;
}

} // namespace schemawright
