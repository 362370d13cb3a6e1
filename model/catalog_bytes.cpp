#include "model/catalog.h"

#include <bit>
#include <cstring>
#include <type_traits>
#include <unordered_map>

namespace schemawright {

namespace {

/// Changes whenever a struct of model/kinds changes its fields: an older cache is then simply not used.
constexpr std::string_view formatMark = "schemawright catalog 6\n";

class Writer {
public:
    std::string bytes;

    void value(bool flag) { bytes += flag ? '\1' : '\0'; }
    template <class T>
        requires(std::is_integral_v<T> && !std::is_same_v<T, bool>)
    void value(T number)
    {
        // The sign goes to the lowest bit, so that small numbers are short.
        const auto wide = static_cast<std::int64_t>(number);
        length((static_cast<std::uint64_t>(wide) << 1U) ^ static_cast<std::uint64_t>(wide >> 63U));
    }
    void value(double number) { value(std::bit_cast<std::int64_t>(number)); }
    template <class E>
        requires std::is_enum_v<E>
    void value(E enumerator)
    {
        bytes += static_cast<char>(enumerator);
    }
    void value(const std::string& text)
    {
        length(text.size());
        bytes += text;
    }
    void value(const QualifiedName& name)
    {
        value(name.schema);
        value(name.name);
    }
    void value(const ObjectKey& key)
    {
        value(key.kind);
        value(key.schema);
        value(key.parent);
        value(key.name);
        value(key.args);
    }
    template <class T> void value(const std::vector<T>& values)
    {
        length(values.size());
        for (const T& item : values)
            value(item);
    }
    template <class T> void value(const std::optional<T>& optional)
    {
        value(optional.has_value());
        if (optional)
            value(*optional);
    }
    template <HasFields T> void value(const T& object)
    {
        forEachField(object, [this](std::string_view, const auto& member) { this->value(member); });
    }
    void length(std::uint64_t size)
    {
        for (; size >= 0x80U; size >>= 7U)
            bytes += static_cast<char>((size & 0x7fU) | 0x80U);
        bytes += static_cast<char>(size);
    }
};

/// Never reads past the end: after the first short read `good` is false and every value is empty.
class Parser {
public:
    explicit Parser(std::string_view bytes) : m_rest(bytes) {}
    bool good = true;

    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    void value(bool& flag) { flag = byte() != 0; }
    template <class T>
        requires(std::is_integral_v<T> && !std::is_same_v<T, bool>)
    void value(T& number)
    {
        const std::uint64_t coded = length();
        number = static_cast<T>(static_cast<std::int64_t>(coded >> 1U) ^ -static_cast<std::int64_t>(coded & 1U));
    }
    void value(double& number)
    {
        std::int64_t bits = 0;
        value(bits);
        number = std::bit_cast<double>(bits);
    }
    template <class E>
        requires std::is_enum_v<E>
    void value(E& enumerator)
    {
        const unsigned char raw = byte();
        if constexpr (std::is_same_v<E, Kind>)
            good = good && raw < kindCount;
        else
            good = good && raw < EnumNames<E>::names.size();
        enumerator = good ? static_cast<E>(raw) : E{};
    }
    void value(std::string& text)
    {
        const std::size_t size = length();
        if (size > m_rest.size()) {
            good = false;
            m_rest = {};
            return;
        }
        text = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
    }
    void value(QualifiedName& name)
    {
        value(name.schema);
        value(name.name);
    }
    void value(ObjectKey& key)
    {
        value(key.kind);
        value(key.schema);
        value(key.parent);
        value(key.name);
        value(key.args);
    }
    template <class T> void value(std::vector<T>& values)
    {
        // One by one: a length that a broken file claims must not take the memory for it.
        for (std::size_t left = length(); left > 0 && good; --left)
            value(values.emplace_back());
    }
    template <class T> void value(std::optional<T>& optional)
    {
        bool present = false;
        value(present);
        if (present)
            value(optional.emplace());
    }
    template <HasFields T> void value(T& object)
    {
        forEachField(object, [this](std::string_view, auto& member) { this->value(member); });
    }
    std::uint64_t length()
    {
        std::uint64_t size = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const unsigned char part = byte();
            size |= static_cast<std::uint64_t>(part & 0x7fU) << shift;
            if ((part & 0x80U) == 0)
                return size;
        }
        good = false;
        return 0;
    }

private:
    unsigned char byte()
    {
        if (m_rest.empty()) {
            good = false;
            return 0;
        }
        const auto first = static_cast<unsigned char>(m_rest.front());
        m_rest.remove_prefix(1);
        return first;
    }

    std::string_view m_rest;
};

template <class... Ts> bool parseBody(Parser& parser, Kind kind, Body& body, TypeList<Ts...>)
{
    return (... || (Ts::kind == kind && (parser.value(body.emplace<Ts>()), true)));
}

} // namespace

std::string serialize(const Catalog& catalog)
{
    Writer writer;
    writer.bytes = formatMark;
    writer.length(catalog.size());
    for (const Catalog::Entry& entry : catalog) {
        writer.value(*entry.key);
        std::visit([&](const auto& body) { writer.value(body); }, entry.object->body);
        writer.value(entry.object->attributes);
    }
    const Dependencies& dependencies = catalog.dependencies();
    writer.length(dependencies.size());
    auto entry =
        catalog.begin(); // both are sorted: an element that is an entry is written as its place, counted from 1
    for (std::uint32_t i = 0; i < dependencies.size(); ++i) {
        const ObjectKey& element = dependencies.element(i);
        while (entry != catalog.end() && *entry->key < element)
            ++entry;
        const bool isEntry = entry != catalog.end() && *entry->key == element;
        writer.length(isEntry ? static_cast<std::uint64_t>(entry - catalog.begin()) + 1 : 0);
        if (!isEntry)
            writer.value(element);
    }
    for (std::uint32_t i = 0; i < dependencies.size(); ++i) {
        const auto edges = dependencies.forward(i);
        writer.length(edges.size());
        for (const auto& edge : edges)
            writer.length(edge.second);
    }
    return std::move(writer.bytes);
}

std::optional<Catalog> deserializeCatalog(std::string_view bytes)
{
    if (!bytes.starts_with(formatMark))
        return std::nullopt;
    Parser parser(bytes.substr(formatMark.size()));
    Catalog::Entries entries;
    for (std::size_t left = parser.length(); left > 0 && parser.good; --left) {
        auto key = std::make_shared<ObjectKey>();
        auto object = std::make_shared<Object>();
        parser.value(*key);
        if (!parseBody(parser, key->kind, object->body, Kinds{}))
            return std::nullopt;
        parser.value(object->attributes);
        entries.push_back({std::move(key), std::move(object)});
    }
    std::vector<std::shared_ptr<const ObjectKey>> elements;
    for (std::size_t left = parser.length(); left > 0 && parser.good; --left) {
        const std::size_t place = parser.length();
        if (place > entries.size())
            return std::nullopt;
        if (place > 0) {
            elements.push_back(entries[place - 1].key);
            continue;
        }
        auto key = std::make_shared<ObjectKey>();
        parser.value(*key);
        elements.push_back(std::move(key));
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
    for (std::uint32_t dependent = 0; dependent < elements.size(); ++dependent) {
        for (std::size_t left = parser.length(); left > 0 && parser.good; --left) {
            const std::size_t referenced = parser.length();
            if (referenced >= elements.size())
                return std::nullopt;
            edges.emplace_back(dependent, static_cast<std::uint32_t>(referenced));
        }
    }
    if (!parser.good || !parser.atEnd())
        return std::nullopt;
    return Catalog(std::move(entries), Dependencies(std::move(elements), std::move(edges)));
}

} // namespace schemawright
