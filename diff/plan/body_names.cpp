#include "diff/plan/body_names.h"

#include "diff/kinds/base/sql_pieces.h"

#include <algorithm>

namespace schemawright {

namespace {

/// The body of a routine, where it is text in a language whose names are known; empty: it is not.
std::string textBodyOf(const Catalog& catalog, const ObjectKey& key)
{
    const Object* object = isRoutine(key.kind) ? catalog.find(key) : nullptr;
    std::string text;
    if (object)
        std::visit(
            [&](const auto& routine) {
                if constexpr (requires { routine.language, routine.body; })
                    if (routine.language == "sql" || routine.language == "plpgsql")
                        text = routine.body;
            },
            object->body);
    return text;
}

/// Indexes and checks, which follow the type of a column, defaults, domains and materialized views.
bool isEvaluated(Kind kind)
{
    const KindFacts& facts = factsOf(kind);
    return facts.followsColumnType || facts.storesRows || kind == Kind::Default ||
           facts.family == KindFacts::Family::Type;
}

/// The parts of "a.b" and "\"A\".b", as PostgreSQL reads them.
std::vector<std::string> partsOf(std::string_view name)
{
    std::vector<std::string> parts(1);
    bool quoted = false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (c == '"' && quoted && i + 1 < name.size() && name[i + 1] == '"')
            parts.back() += name[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (c == '.' && !quoted)
            parts.emplace_back();
        else
            parts.back() += !quoted && c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return parts;
}

/// Whether the text has the word, in lower case, in any case.
bool hasWord(std::string_view text, std::string_view word)
{
    const auto isSame = [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    };
    return !std::ranges::search(text, word, isSame).empty();
}

/// The end of the comment that starts at `at`; `at` if there is none.
std::size_t endOfComment(std::string_view text, std::size_t at)
{
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("--"))
        return std::min(text.find_first_of("\r\n", at), text.size());
    if (!rest.starts_with("/*"))
        return at;
    const std::size_t end = text.find("*/", at + 2);
    return end == std::string_view::npos ? text.size() : end + 2;
}

} // namespace

BodyNames::BodyNames(const Catalog& catalog) : m_catalog(catalog)
{
    if (std::ranges::none_of(catalog,
                             [&](const Catalog::Entry& entry) { return !textBodyOf(catalog, *entry.key).empty(); }))
        return;
    for (const Catalog::Entry& entry : catalog)
        if (isRoutine(entry.key->kind) || isRelation(entry.key->kind) ||
            factsOf(entry.key->kind).family == KindFacts::Family::Type)
            m_byName[entry.key->name].push_back(*entry.key);
}

std::vector<ObjectKey> BodyNames::namedIn(const std::string& body) const
{
    std::vector<ObjectKey> found;
    const auto take = [&](const std::string& schema, const std::string& name) {
        const auto keys = m_byName.find(name);
        if (keys == m_byName.end())
            return;
        for (const ObjectKey& key : keys->second)
            if (schema.empty() || key.schema == schema)
                found.push_back(key);
    };
    const bool isDynamic = hasWord(body, "execute"); // whose strings may be statements
    for (std::size_t at = 0; at < body.size();) {
        std::size_t end = endOfComment(body, at);
        if (end == at && body[at] == '\'')
            end = isDynamic ? at + 1 : endOfQuoted(body, at);
        const std::size_t name = end == at ? endOfName(body, at) : at;
        if (name != at) {
            end = name;
            const std::vector<std::string> parts = partsOf(std::string_view(body).substr(at, end - at));
            take({}, parts.front());
            if (parts.size() > 1)
                take(parts[0], parts[1]);
        }
        at = end == at ? at + 1 : end;
    }
    return found;
}

const std::vector<ObjectKey>& BodyNames::namedBy(const ObjectKey& routine)
{
    const auto [found, isNew] = m_named.try_emplace(routine);
    if (isNew)
        found->second = namedIn(textBodyOf(m_catalog, routine));
    return found->second;
}

std::set<ObjectKey> BodyNames::neededBy(const ObjectKey& element)
{
    return isEvaluated(element.kind) ? usedBy(element) : std::set<ObjectKey>();
}

std::set<ObjectKey> BodyNames::usedBy(const ObjectKey& element)
{
    std::set<ObjectKey> needed;
    const Dependencies& all = m_catalog.dependencies();
    const auto start = m_byName.empty() ? std::nullopt : all.indexOf(element);
    if (!start)
        return needed;
    std::set<std::uint32_t> seen{*start};
    std::vector<std::uint32_t> queue{*start};
    const auto reach = [&](std::uint32_t index) {
        // What a table needs itself is there before its rows are.
        if (all.element(index).kind != Kind::Table && seen.insert(index).second)
            queue.push_back(index);
    };
    const bool writes = !isEvaluated(element.kind);
    const auto reachKey = [&](const ObjectKey& key) {
        if (const auto index = all.indexOf(key))
            reach(*index);
    };
    // A row that is written has values of the columns' types, and fires triggers.
    const auto reachParts = [&](const ObjectKey& key) {
        const Table* table = writes ? m_catalog.get<Table>(key) : nullptr;
        if (!table)
            return;
        for (const Catalog::Entry& child : m_catalog.childrenOf(key.schema, key.name))
            reachKey(*child.key);
        for (const Column& column : table->columns)
            for (const Kind kind : {Kind::Column, Kind::Default})
                reachKey(childKey(kind, key.schema, key.name, column.name));
        for (const Constraint& constraint : table->constraints)
            reachKey(childKey(Kind::Constraint, key.schema, key.name, constraint.name));
    };
    std::vector<ObjectKey> routines; // whose bodies are to be looked at
    while (!queue.empty() || !routines.empty()) {
        if (!queue.empty()) {
            const std::uint32_t index = queue.back();
            queue.pop_back();
            if (writes)
                needed.insert(all.element(index));
            for (const auto& [dependent, referenced] : all.forward(index))
                reach(referenced);
            if (isRoutine(all.element(index).kind))
                routines.push_back(all.element(index));
            continue;
        }
        const ObjectKey routine = std::move(routines.back());
        routines.pop_back();
        for (const ObjectKey& named : namedBy(routine)) {
            const bool isNew = needed.insert(named).second;
            if (isNew)
                reachParts(named);
            if (const auto index = all.indexOf(named))
                reach(*index);
            else if (isNew && isRoutine(named.kind))
                routines.push_back(named);
        }
    }
    needed.erase(element);
    return needed;
}

} // namespace schemawright
