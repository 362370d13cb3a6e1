#include "diff/read/read.h"

#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/reader.h"

#include <algorithm>

namespace schemawright {

bool matchesPattern(std::string_view pattern, std::string_view text)
{
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

namespace {

struct Place {
    std::string schema;
    std::string name; ///< empty for a schema itself
};

/// Where an object stands for the patterns: parts of a relation stand where it does, an extension in the schema of its objects.
Place placeOf(const ObjectKey& key, const Object* object)
{
    if (key.kind == Kind::Schema)
        return {key.name, {}};
    if (key.kind == Kind::Extension) {
        const Extension* extension = object ? object->as<Extension>() : nullptr;
        return {extension ? extension->schema : std::string(), key.name};
    }
    return {key.schema, key.parent.empty() ? key.name : key.parent};
}

/// A pattern with a dot chooses objects; including one includes their schema, excluding some does not exclude it.
bool chooses(const std::string& pattern, const Place& place, bool schemaToo)
{
    const std::size_t dot = pattern.find('.');
    if (dot == std::string::npos)
        return matchesPattern(pattern, place.schema);
    if (!matchesPattern(std::string_view(pattern).substr(0, dot), place.schema))
        return false;
    return place.name.empty() ? schemaToo : matchesPattern(std::string_view(pattern).substr(dot + 1), place.name);
}

bool isInside(const Scope& scope, const Place& place)
{
    if (place.schema.empty()) // casts, languages, servers...: the database's
        return true;
    const auto included = [&](const std::string& pattern) { return chooses(pattern, place, true); };
    const auto excluded = [&](const std::string& pattern) { return chooses(pattern, place, false); };
    return (scope.schemas.empty() || std::ranges::any_of(scope.schemas, included)) &&
           std::ranges::none_of(scope.excludes, excluded);
}

bool isIgnored(const std::vector<std::string>& aspects, std::string_view field)
{
    std::string_view aspect;
    if (field == "owner")
        aspect = "owners";
    else if (field == "privileges")
        aspect = "grants";
    else if (field == "comment" || field == "index comment")
        aspect = "comments";
    else if (field == "labels" || field == "tablespace")
        aspect = field == "labels" ? "labels" : "tablespaces";
    return !aspect.empty() && std::ranges::find(aspects, aspect) != aspects.end();
}

template <class T>
concept ListOfFields = requires(T& list) {
    requires HasFields<typename T::value_type>;
    list.begin();
};

/// Empties the fields of the aspects wherever they are in the value: of the object, its columns, its constraints.
template <HasFields T> void clearAspects(T& value, const std::vector<std::string>& aspects)
{
    forEachField(value, [&]<class Member>(std::string_view name, Member& member) {
        if (isIgnored(aspects, name)) {
            member = Member{};
        } else if constexpr (HasFields<Member>) {
            clearAspects(member, aspects);
        } else if constexpr (ListOfFields<Member>) {
            for (auto& part : member)
                clearAspects(part, aspects);
        }
    });
}

std::shared_ptr<const Object> withoutAspects(const std::shared_ptr<const Object>& object,
                                             const std::vector<std::string>& aspects)
{
    auto copy = std::make_shared<Object>(*object);
    std::visit([&](auto& body) { clearAspects(body, aspects); }, copy->body);
    clearAspects(copy->attributes, aspects);
    if (*copy == *object)
        return object;
    return copy;
}

Dependencies dependenciesInside(const Dependencies& all, const Scope& scope)
{
    std::vector<Dependencies::Edge> kept;
    for (Dependencies::Edge& edge : all.edges()) {
        if (isInside(scope, placeOf(edge.first, nullptr)) && isInside(scope, placeOf(edge.second, nullptr)))
            kept.push_back(std::move(edge));
    }
    return Dependencies(std::move(kept));
}

} // namespace

Catalog restrictTo(const Catalog& catalog, const Scope& scope)
{
    const bool partly = !scope.schemas.empty() || !scope.excludes.empty();
    if (!partly && scope.ignore.empty())
        return catalog;
    Catalog::Entries entries;
    entries.reserve(catalog.size());
    for (const Catalog::Entry& entry : catalog) {
        if (!partly || isInside(scope, placeOf(*entry.key, entry.object.get())))
            entries.push_back(entry);
    }
    // What a fresh database has is as there where it is out of scope: a plan must neither make nor drop it.
    for (const Catalog::Entry& entry : baselineCatalog()) {
        if (partly && !isInside(scope, placeOf(*entry.key, entry.object.get())))
            entries.push_back(entry);
    }
    if (!scope.ignore.empty()) {
        if (std::ranges::contains(scope.ignore, "grants"))
            std::erase_if(entries,
                          [](const Catalog::Entry& entry) { return entry.key->kind == Kind::DefaultPrivileges; });
        for (Catalog::Entry& entry : entries)
            entry.object = withoutAspects(entry.object, scope.ignore);
    }
    return Catalog(std::move(entries),
                   partly ? dependenciesInside(catalog.dependencies(), scope) : catalog.dependencies());
}

bool hasAny(const Catalog& catalog, const Scope& scope)
{
    return std::ranges::any_of(catalog, [&](const Catalog::Entry& entry) {
        const Place place = placeOf(*entry.key, entry.object.get());
        return !place.schema.empty() && std::ranges::any_of(scope.schemas, [&](const std::string& pattern) {
            return chooses(pattern, place, false);
        });
    });
}

Result<Reading> readCatalog(Connection& connection, const Scope& scope, const Task& task, Connections connections)
{
    Reader reader(connection, task);
    const auto readAll = [&]() -> Result<Reading> {
        if (const Result<void> begun = reader.begin(connections); !begun)
            return std::unexpected(begun.error());
        const std::span<const KindOps* const> rooms = allKindOps();
        for (std::size_t i = 0; i < rooms.size(); ++i) {
            if (task.stop.stop_requested())
                return fail(ErrorCode::Cancelled, "reading the database was cancelled");
            task.tell("Reading " + std::string(kindName(rooms[i]->kind)),
                      static_cast<double>(i) / static_cast<double>(rooms.size() + 1));
            if (const Result<void> read = rooms[i]->read(reader); !read)
                return std::unexpected(read.error());
        }
        task.tell("Reading dependencies", static_cast<double>(rooms.size()) / static_cast<double>(rooms.size() + 1));
        return reader.finish();
    };
    Result<Reading> reading = readAll();
    if (!reading) {
        // The first error is the one to tell; the connection may be gone, then there is nothing to roll back.
        const Result<Rows> ended = connection.query("ROLLBACK");
        (void)ended;
        return reading;
    }
    reading->catalog = restrictTo(reading->catalog, scope);
    return reading;
}

Result<Reading> readCatalog(const ConnectionSpec& spec, const Scope& scope, const Task& task, Connections connections)
{
    Result<Connection> connection = Connection::open(spec, task.stop);
    if (!connection)
        return std::unexpected(connection.error());
    return readCatalog(*connection, scope, task, connections);
}

} // namespace schemawright
