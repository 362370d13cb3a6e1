#include "model/catalog.h"

#include <algorithm>
#include <numeric>

namespace schemawright {

namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

std::span<const Pair> edgesFrom(const std::vector<Pair>& edges, std::uint32_t first)
{
    const auto [begin, end] = std::ranges::equal_range(edges, first, {}, &Pair::first);
    return {begin, end};
}

bool lessKey(const Catalog::Entry& a, const Catalog::Entry& b)
{
    return *a.key < *b.key;
}

auto lowerBound(const Catalog::Entries& entries, const ObjectKey& key)
{
    return std::ranges::lower_bound(entries, key, {},
                                    [](const Catalog::Entry& entry) -> const ObjectKey& { return *entry.key; });
}

} // namespace

Dependencies::Dependencies(std::vector<Edge> edges)
{
    std::vector<std::shared_ptr<const ObjectKey>> elements;
    std::vector<Pair> pairs;
    elements.reserve(2 * edges.size());
    pairs.reserve(edges.size());
    for (auto& [dependent, referenced] : edges) {
        const auto index = static_cast<std::uint32_t>(elements.size());
        pairs.emplace_back(index, index + 1);
        elements.push_back(std::make_shared<const ObjectKey>(std::move(dependent)));
        elements.push_back(std::make_shared<const ObjectKey>(std::move(referenced)));
    }
    *this = Dependencies(std::move(elements), std::move(pairs));
}

Dependencies::Dependencies(std::vector<std::shared_ptr<const ObjectKey>> elements, std::vector<Pair> edges)
{
    const auto notBefore = [](const auto& a, const auto& b) { return *a >= *b; };
    if (std::ranges::adjacent_find(elements, notBefore) == elements.end()) { // sorted and unique, as in a cache
        m_elements = std::move(elements);
        setEdges(std::move(edges));
        return;
    }
    std::vector<std::uint32_t> order(elements.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t index) -> const ObjectKey& { return *elements[index]; });
    std::vector<std::uint32_t> place(elements.size());
    m_elements.reserve(elements.size());
    for (const std::uint32_t index : order) {
        if (m_elements.empty() || *m_elements.back() != *elements[index])
            m_elements.push_back(std::move(elements[index]));
        place[index] = static_cast<std::uint32_t>(m_elements.size() - 1);
    }
    for (auto& [dependent, referenced] : edges) {
        dependent = place[dependent];
        referenced = place[referenced];
    }
    setEdges(std::move(edges));
}

void Dependencies::setEdges(std::vector<Pair> edges)
{
    if (!std::ranges::is_sorted(edges))
        std::ranges::sort(edges);
    const auto doubled = std::ranges::unique(edges);
    edges.erase(doubled.begin(), doubled.end());
    m_forward = std::move(edges);
    // The places of each element's edges are counted: m_forward is sorted, so that the dependents of each come sorted, too.
    std::vector<std::uint32_t> next(m_elements.size() + 1);
    for (const auto& [dependent, referenced] : m_forward)
        ++next[referenced + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    m_backward.resize(m_forward.size());
    for (const auto& [dependent, referenced] : m_forward)
        m_backward[next[referenced]++] = {referenced, dependent};
}

std::optional<std::uint32_t> Dependencies::indexOf(const ObjectKey& key) const
{
    const auto found =
        std::ranges::lower_bound(m_elements, key, {}, [](const auto& element) -> const ObjectKey& { return *element; });
    if (found == m_elements.end() || **found != key)
        return std::nullopt;
    return static_cast<std::uint32_t>(found - m_elements.begin());
}

std::span<const Pair> Dependencies::forward(std::uint32_t dependent) const
{
    return edgesFrom(m_forward, dependent);
}

std::span<const Pair> Dependencies::backward(std::uint32_t referenced) const
{
    return edgesFrom(m_backward, referenced);
}

std::vector<ObjectKey> Dependencies::of(const ObjectKey& dependent) const
{
    std::vector<ObjectKey> keys;
    if (const auto index = indexOf(dependent))
        for (const auto& edge : forward(*index))
            keys.push_back(*m_elements[edge.second]);
    return keys;
}

std::vector<ObjectKey> Dependencies::on(const ObjectKey& referenced) const
{
    std::vector<ObjectKey> keys;
    if (const auto index = indexOf(referenced))
        for (const auto& edge : backward(*index))
            keys.push_back(*m_elements[edge.second]);
    return keys;
}

std::vector<Dependencies::Edge> Dependencies::edges() const
{
    std::vector<Edge> out;
    out.reserve(m_forward.size());
    for (const auto& [dependent, referenced] : m_forward)
        out.emplace_back(*m_elements[dependent], *m_elements[referenced]);
    return out;
}

Catalog::Catalog() : Catalog(Entries(), Dependencies()) {}

Catalog::Catalog(Entries entries, Dependencies dependencies)
{
    // Mostly they come from another catalog.
    if (!std::ranges::is_sorted(entries, lessKey))
        std::ranges::stable_sort(entries, lessKey);
    Entries unique;
    unique.reserve(entries.size());
    for (Entry& entry : entries) {
        if (!unique.empty() && *unique.back().key == *entry.key)
            unique.back() = std::move(entry);
        else
            unique.push_back(std::move(entry));
    }
    m_state =
        std::make_shared<const State>(std::move(unique), std::make_shared<const Dependencies>(std::move(dependencies)));
}

const Catalog::Entry* Catalog::findEntry(const ObjectKey& key) const
{
    const auto found = lowerBound(entries(), key);
    return found != entries().end() && *found->key == key ? &*found : nullptr;
}

const Object* Catalog::find(const ObjectKey& key) const
{
    const Entry* entry = findEntry(key);
    return entry ? entry->object.get() : nullptr;
}

const Catalog::Entry* Catalog::findRelation(const std::string& schema, const std::string& name) const
{
    for (const Kind kind : relationsOfSchemas())
        if (const Entry* entry = findEntry(schemawright::keyOf(kind, schema, name)))
            return entry;
    return nullptr;
}

std::vector<Catalog::Entry> Catalog::childrenOf(const std::string& schema, const std::string& parent) const
{
    std::vector<Entry> children;
    for (const Kind kind : relationChildren()) {
        for (auto at = lowerBound(entries(), childKey(kind, schema, parent, {})); at != entries().end(); ++at) {
            if (at->key->kind != kind || at->key->schema != schema || at->key->parent != parent)
                break;
            children.push_back(*at);
        }
    }
    return children;
}

Catalog Catalog::with(const ObjectKey& key, Object object) const
{
    Entries copy = entries();
    Entry entry{std::make_shared<const ObjectKey>(key), std::make_shared<const Object>(std::move(object))};
    const auto at = copy.begin() + (lowerBound(entries(), key) - entries().begin());
    if (at != copy.end() && *at->key == key)
        *at = std::move(entry);
    else
        copy.insert(at, std::move(entry));
    Catalog result;
    result.m_state = std::make_shared<const State>(std::move(copy), m_state->dependencies);
    return result;
}

Catalog Catalog::without(const ObjectKey& key) const
{
    Entries copy = entries();
    std::erase_if(copy, [&](const Entry& entry) { return *entry.key == key; });
    Catalog result;
    result.m_state = std::make_shared<const State>(std::move(copy), m_state->dependencies);
    return result;
}

Catalog Catalog::with(const Dependencies& dependencies) const
{
    Catalog result;
    result.m_state = std::make_shared<const State>(entries(), std::make_shared<const Dependencies>(dependencies));
    return result;
}

bool Catalog::operator==(const Catalog& other) const
{
    if (sameAs(other))
        return true;
    return std::ranges::equal(entries(), other.entries(), [](const Entry& a, const Entry& b) {
        return (a.key == b.key || *a.key == *b.key) && (a.object == b.object || *a.object == *b.object);
    });
}

const Catalog& baselineCatalog()
{
    static const Catalog baseline = [] {
        Object publicSchema{Schema{}, {}};
        publicSchema.attributes.owner = "pg_database_owner";
        publicSchema.attributes.comment = "standard public schema";
        publicSchema.attributes.acl =
            std::vector<Grant>{{.grantee = "", .grantor = "\x01owner", .privileges = "U", .grantable = ""},
                               {.grantee = "\x01owner", .grantor = "\x01owner", .privileges = "CU", .grantable = ""}};
        Object plpgsql{Extension{.schema = "pg_catalog", .relocatable = false}, {}};
        plpgsql.attributes.comment = "PL/pgSQL procedural language";
        return Catalog()
            .with(schemaKey("public"), std::move(publicSchema))
            .with(keyOf(Kind::Extension, {}, "plpgsql"), std::move(plpgsql));
    }();
    return baseline;
}

} // namespace schemawright
