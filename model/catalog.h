#pragma once

#include "model/kinds.h"
#include "model/object_key.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace schemawright {

/// The dependencies of pg_depend between objects and parts of tables (columns, defaults, constraints).
/// Implied ones (a relation on its schema, a column on its table) are not included.
class Dependencies {
public:
    using Edge = std::pair<ObjectKey, ObjectKey>; ///< dependent, referenced

    Dependencies() = default;
    explicit Dependencies(std::vector<Edge> edges);
    /// The same for many keys: edges are (dependent, referenced) as indices into `elements`, which need not be sorted or unique.
    Dependencies(std::vector<std::shared_ptr<const ObjectKey>> elements,
                 std::vector<std::pair<std::uint32_t, std::uint32_t>> edges);

    [[nodiscard]] std::vector<ObjectKey> of(const ObjectKey& dependent) const;  ///< what `dependent` depends on
    [[nodiscard]] std::vector<ObjectKey> on(const ObjectKey& referenced) const; ///< what depends on `referenced`
    [[nodiscard]] std::vector<Edge> edges() const;
    [[nodiscard]] bool empty() const { return m_forward.empty(); }

    /// Elements by index, for algorithms that visit all of them: element(i), and the indices that i depends on / that depend on i.
    [[nodiscard]] std::size_t size() const { return m_elements.size(); }
    [[nodiscard]] const ObjectKey& element(std::uint32_t index) const { return *m_elements[index]; }
    [[nodiscard]] std::optional<std::uint32_t> indexOf(const ObjectKey& key) const;
    [[nodiscard]] std::span<const std::pair<std::uint32_t, std::uint32_t>> forward(std::uint32_t dependent) const;
    [[nodiscard]] std::span<const std::pair<std::uint32_t, std::uint32_t>> backward(std::uint32_t referenced) const;

private:
    void setEdges(std::vector<std::pair<std::uint32_t, std::uint32_t>> edges);

    std::vector<std::shared_ptr<const ObjectKey>> m_elements;        // sorted
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_forward;  // (dependent, referenced), sorted
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_backward; // (referenced, dependent), sorted
};

/// A schema as a value: an immutable, sorted set of objects with their dependencies. Copies share their contents.
class Catalog {
public:
    struct Entry {
        std::shared_ptr<const ObjectKey> key;
        std::shared_ptr<const Object> object;
    };
    using Entries = std::vector<Entry>;

    Catalog();
    /// Sorts the entries. Of several entries with the same key the last one is kept.
    Catalog(Entries entries, Dependencies dependencies);

    [[nodiscard]] const Entries& entries() const { return m_state->entries; }
    [[nodiscard]] const Dependencies& dependencies() const { return *m_state->dependencies; }
    [[nodiscard]] std::size_t size() const { return m_state->entries.size(); }
    [[nodiscard]] bool empty() const { return m_state->entries.empty(); }
    [[nodiscard]] auto begin() const { return m_state->entries.begin(); }
    [[nodiscard]] auto end() const { return m_state->entries.end(); }

    /// nullptr if the catalog has no such object.
    [[nodiscard]] const Object* find(const ObjectKey& key) const;
    [[nodiscard]] const Entry* findEntry(const ObjectKey& key) const;
    /// The body, if the key exists and has that kind.
    template <class T> [[nodiscard]] const T* get(const ObjectKey& key) const
    {
        const Object* object = find(key);
        return object ? object->as<T>() : nullptr;
    }
    /// The relation of that name, of any kind (table, view, sequence...); nullptr if there is none.
    [[nodiscard]] const Entry* findRelation(const std::string& schema, const std::string& name) const;
    /// The entries whose key has `parent` as its parent (indexes, triggers, policies of a table), in key order.
    [[nodiscard]] std::vector<Entry> childrenOf(const std::string& schema, const std::string& parent) const;

    /// This catalog with one object added or replaced. Dependencies stay unchanged until it is resolved again.
    [[nodiscard]] Catalog with(const ObjectKey& key, Object object) const;
    [[nodiscard]] Catalog without(const ObjectKey& key) const;
    [[nodiscard]] Catalog with(const Dependencies& dependencies) const;

    /// Whether both share the same objects by pointer. Equal catalogs may be distinct here.
    [[nodiscard]] bool sameAs(const Catalog& other) const { return m_state == other.m_state; }
    /// Equal by value. Dependencies are not compared.
    bool operator==(const Catalog& other) const;

private:
    struct State {
        Entries entries;
        std::shared_ptr<const Dependencies> dependencies;
    };
    std::shared_ptr<const State> m_state;
};

/// The contents of a newly created database, with which every catalog starts: the schema public and the extension plpgsql.
/// PostgreSQL 17 manual, "The Public Schema" (as of PostgreSQL 15).
[[nodiscard]] const Catalog& baselineCatalog();

/// One field in which two objects differ, as text: "columns.price.type", "integer", "bigint".
struct FieldChange {
    std::string path;
    std::string before;
    std::string after;
    bool operator==(const FieldChange&) const = default;
};
[[nodiscard]] std::vector<FieldChange> fieldChanges(const Object& before, const Object& after);

/// Every field as (path, text), for listings and search.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> describe(const Object& object);

/// A catalog as bytes, and back, for the cache of resolved models. nullopt if the bytes are invalid or of another format version.
[[nodiscard]] std::string serialize(const Catalog& catalog);
[[nodiscard]] std::optional<Catalog> deserializeCatalog(std::string_view bytes);

} // namespace schemawright
