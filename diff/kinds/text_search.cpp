// Text search: parsers, templates, dictionaries and configurations.

#include "model/kinds/text_search.h"

#include "diff/kinds/base/definition.h"
#include "diff/kinds/base/relation_child.h"
#include "diff/kinds/base/sql_pieces.h"
#include "model/sql.h"

#include <algorithm>
#include <array>
#include <format>

namespace schemawright {

namespace {

template <class T> std::string identity(const ObjectKey& key, const Object&)
{
    std::string_view word;
    if constexpr (T::kind == Kind::TextSearchParser)
        word = "PARSER";
    else if constexpr (T::kind == Kind::TextSearchTemplate)
        word = "TEMPLATE";
    else if constexpr (T::kind == Kind::TextSearchDictionary)
        word = "DICTIONARY";
    else
        word = "CONFIGURATION";
    return std::format("TEXT SEARCH {} {}", word, quoteName(key.schema, key.name));
}

/// Functions of a parser or template as the entries of its definition; 0 is none.
template <class T, std::size_t Count> Result<void> readFunctions(Reader& reader, ClassId classId,
                                                                 const std::string& query,
                                                                 const std::array<std::string_view, Count>& names)
{
    auto rows = reader.query(query);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        const std::string& schema = reader.schemaName(rows->oid(i, 2));
        if (reader.skips(classId, oid, schema))
            continue;
        T body;
        for (std::size_t k = 0; k < Count; ++k)
            if (!rows->isNull(i, 3 + k))
                body.definition.push_back({std::string(names[k]), rows->text(i, 3 + k)});
        reader.add(classId, oid, keyOf(T::kind, schema, rows->text(i, 1)),
                   {std::move(body), reader.attributes(classId, oid, 0, {}, true, 0)});
    }
    return {};
}

Result<void> readParsers(Reader& reader)
{
    return readFunctions<TextSearchParser>(
        reader, ClassId::TextSearchParser, R"(
select p.oid, p.prsname, p.prsnamespace, p.prsstart::regproc, p.prstoken::regproc, p.prsend::regproc, p.prslextype::regproc,
       nullif(p.prsheadline, 0)::regproc
from pg_catalog.pg_ts_parser p order by p.oid)",
        std::array<std::string_view, 5>{"start", "gettoken", "end", "lextypes", "headline"});
}

Result<void> readTemplates(Reader& reader)
{
    return readFunctions<TextSearchTemplate>(reader, ClassId::TextSearchTemplate, R"(
select t.oid, t.tmplname, t.tmplnamespace, t.tmpllexize::regproc, nullif(t.tmplinit, 0)::regproc
from pg_catalog.pg_ts_template t order by t.oid)",
                                             std::array<std::string_view, 2>{"lexize", "init"});
}

template <class T>
void createFromDefinition(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    createByDefinition(key, object, object.as<T>()->definition, {}, steps);
}

// ---- dictionaries ------------------------------------------------------------------------------------------------------------

Result<void> readDictionaries(Reader& reader)
{
    auto rows = reader.query(R"(
select d.oid, d.dictname, d.dictnamespace, d.dictowner, t.tmplname, t.tmplnamespace, d.dictinitoption
from pg_catalog.pg_ts_dict d join pg_catalog.pg_ts_template t on t.oid = d.dicttemplate order by d.oid)");
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        const std::string& schema = reader.schemaName(rows->oid(i, 2));
        if (!reader.skips(ClassId::TextSearchDictionary, oid, schema))
            reader.add(ClassId::TextSearchDictionary, oid, keyOf(Kind::TextSearchDictionary, schema, rows->text(i, 1)),
                       {TextSearchDictionary{quoteName(reader.schemaName(rows->oid(i, 5)), rows->view(i, 4)),
                                             rows->text(i, 6)},
                        reader.attributes(ClassId::TextSearchDictionary, oid, rows->oid(i, 3), {}, true, 0)});
    }
    return {};
}

void createDictionary(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const auto& dictionary = *object.as<TextSearchDictionary>();
    steps.push_back(creatingStep(
        key, {statement(key,
                        std::format("CREATE {} (TEMPLATE = {}{}{})", identity<TextSearchDictionary>(key, object),
                                    dictionary.dictionaryTemplate, dictionary.options.empty() ? "" : ", ",
                                    dictionary.options),
                        {})}));
}

/// "stopwords = 'english'", "accept = 'false'": the options one by one.
std::vector<std::string> splitOptions(std::string_view options)
{
    std::vector<std::string> out;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < options.size();) {
        if (const std::size_t end = endOfQuoted(options, at); end > at) {
            at = end;
        } else if (options[at] == ',') {
            out.emplace_back(options.substr(begin, at - begin));
            begin = at += 2;
        } else {
            ++at;
        }
    }
    if (begin < options.size())
        out.emplace_back(options.substr(begin));
    return out;
}

std::string optionName(const std::string& option)
{
    return option.substr(0, option.find(" = "));
}

/// ALTER TEXT SEARCH DICTIONARY changes the options, with everything that uses the dictionary standing; the template it cannot change.
std::vector<ObjectKey> dictionaryInvalidates(const ObjectKey& key, const Object& before, const Object& after,
                                             const PlanContext&)
{
    const bool inPlace =
        before.as<TextSearchDictionary>()->dictionaryTemplate == after.as<TextSearchDictionary>()->dictionaryTemplate;
    return inPlace ? std::vector<ObjectKey>{} : std::vector{key};
}

/// An option without a value is taken away; each that is said goes to the end, so that all of them come in their new order.
Result<void> alterDictionary(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&,
                             Steps& steps)
{
    if (before.body == after.body)
        return {};
    std::vector<std::string> options = splitOptions(after.as<TextSearchDictionary>()->options);
    for (const std::string& option : splitOptions(before.as<TextSearchDictionary>()->options))
        if (!std::ranges::contains(options, optionName(option), optionName))
            options.push_back(optionName(option));
    steps.push_back(alteringStep(
        key,
        {statement(key, std::format("ALTER {} ({})", identity<TextSearchDictionary>(key, after), join(options, ", ")),
                   {})}));
    return {};
}

// ---- configurations ----------------------------------------------------------------------------------------------------------

// A dictionary's name in SQL is what regdictionary prints with an empty search_path: pg_catalog's without schema.
constexpr std::string_view mappingsQuery = R"(
select m.mapcfg, t.alias, pg_catalog.string_agg(m.mapdict::regdictionary::text, ', ' order by m.mapseqno)
from pg_catalog.pg_ts_config c
     join pg_catalog.pg_ts_config_map m on m.mapcfg = c.oid
     cross join lateral pg_catalog.ts_token_type(c.cfgparser) t
where c.oid >= 16384 and t.tokid = m.maptokentype
group by 1, 2 order by 1, 2)";

Result<void> readConfigurations(Reader& reader)
{
    auto rows = reader.query(R"(
select c.oid, c.cfgname, c.cfgnamespace, c.cfgowner, p.prsname, p.prsnamespace
from pg_catalog.pg_ts_config c join pg_catalog.pg_ts_parser p on p.oid = c.cfgparser order by c.oid)");
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    auto mappings = reader.query(mappingsQuery);
    if (!mappings)
        return std::unexpected(std::move(mappings.error()));
    std::size_t next = 0;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        TextSearchConfiguration configuration{quoteName(reader.schemaName(rows->oid(i, 5)), rows->view(i, 4)), {}};
        for (; next < mappings->size() && mappings->oid(next, 0) <= oid; ++next)
            if (mappings->oid(next, 0) == oid)
                configuration.mappings.push_back({mappings->text(next, 1), mappings->text(next, 2)});
        std::ranges::sort(configuration.mappings);
        const std::string& schema = reader.schemaName(rows->oid(i, 2));
        if (!reader.skips(ClassId::TextSearchConfiguration, oid, schema))
            reader.add(ClassId::TextSearchConfiguration, oid,
                       keyOf(Kind::TextSearchConfiguration, schema, rows->text(i, 1)),
                       {std::move(configuration),
                        reader.attributes(ClassId::TextSearchConfiguration, oid, rows->oid(i, 3), {}, true, 0)});
    }
    return {};
}

/// The mappings that differ, as ALTER TEXT SEARCH CONFIGURATION statements.
std::vector<Statement> mappingStatements(const ObjectKey& key, const Object& object, const std::vector<Option>& before,
                                         const std::vector<Option>& after)
{
    std::vector<Statement> statements;
    const auto write = [&](const std::string& action) {
        statements.push_back(
            statement(key, "ALTER " + identity<TextSearchConfiguration>(key, object) + " " + action, {}));
    };
    for (const Option& mapping : before)
        if (!std::ranges::contains(after, mapping.name, &Option::name))
            write("DROP MAPPING FOR " + quoteIdent(mapping.name));
    for (const Option& mapping : after) {
        const auto old = std::ranges::find(before, mapping.name, &Option::name);
        if (old == before.end())
            write(std::format("ADD MAPPING FOR {} WITH {}", quoteIdent(mapping.name), mapping.value));
        else if (old->value != mapping.value)
            write(std::format("ALTER MAPPING FOR {} WITH {}", quoteIdent(mapping.name), mapping.value));
    }
    return statements;
}

void createConfiguration(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const auto& configuration = *object.as<TextSearchConfiguration>();
    Step step =
        creatingStep(key, {statement(key,
                                     std::format("CREATE {} (PARSER = {})",
                                                 identity<TextSearchConfiguration>(key, object), configuration.parser),
                                     {})});
    std::ranges::move(mappingStatements(key, object, {}, configuration.mappings), std::back_inserter(step.statements));
    steps.push_back(std::move(step));
}

std::vector<ObjectKey> configurationInvalidates(const ObjectKey& key, const Object& before, const Object& after,
                                                const PlanContext&)
{
    const bool inPlace = before.as<TextSearchConfiguration>()->parser == after.as<TextSearchConfiguration>()->parser;
    return inPlace ? std::vector<ObjectKey>{} : std::vector{key};
}

Result<void> alterConfiguration(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&,
                                Steps& steps)
{
    steps.push_back(alteringStep(key, mappingStatements(key, after, before.as<TextSearchConfiguration>()->mappings,
                                                        after.as<TextSearchConfiguration>()->mappings)));
    return {};
}

constexpr KindOps parserOps{.kind = Kind::TextSearchParser,
                            .read = readParsers,
                            .identity = identity<TextSearchParser>,
                            .create = createFromDefinition<TextSearchParser>,
                            .drop = dropByIdentity,
                            .rename = renameByIdentity,
                            .move = moveByIdentity};

constexpr KindOps templateOps{.kind = Kind::TextSearchTemplate,
                              .read = readTemplates,
                              .identity = identity<TextSearchTemplate>,
                              .create = createFromDefinition<TextSearchTemplate>,
                              .drop = dropByIdentity,
                              .rename = renameByIdentity,
                              .move = moveByIdentity};

constexpr KindOps dictionaryOps{.kind = Kind::TextSearchDictionary,
                                .read = readDictionaries,
                                .identity = identity<TextSearchDictionary>,
                                .invalidates = dictionaryInvalidates,
                                .create = createDictionary,
                                .alter = alterDictionary,
                                .drop = dropByIdentity,
                                .rename = renameByIdentity,
                                .move = moveByIdentity};

constexpr KindOps configurationOps{.kind = Kind::TextSearchConfiguration,
                                   .read = readConfigurations,
                                   .identity = identity<TextSearchConfiguration>,
                                   .invalidates = configurationInvalidates,
                                   .create = createConfiguration,
                                   .alter = alterConfiguration,
                                   .drop = dropByIdentity,
                                   .rename = renameByIdentity,
                                   .move = moveByIdentity};

} // namespace

template <> const KindOps& kindOpsOf<TextSearchParser>()
{
    return parserOps;
}

template <> const KindOps& kindOpsOf<TextSearchTemplate>()
{
    return templateOps;
}

template <> const KindOps& kindOpsOf<TextSearchDictionary>()
{
    return dictionaryOps;
}

template <> const KindOps& kindOpsOf<TextSearchConfiguration>()
{
    return configurationOps;
}

} // namespace schemawright
