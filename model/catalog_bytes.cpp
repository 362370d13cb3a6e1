#include "model/catalog.h"

#include <bit>
#include <cstring>
#include <type_traits>
#include <unordered_map>

namespace schemawright {

namespace {

/// Changes whenever a struct of model/kinds changes its fields: an older cache is then simply not used.
constexpr std::string_view formatMark = "schemawright catalog 5\n";

class Writer {
public:
    std::string bytes;

    void value(bool flag) { bytes += flag ? '\1' : '\0'; }
    template <class T>
        requires(std::is_integral_v<T> && !std::is_same_v<T, bool>)
    void value(T number)
    {
        auto rest = static_cast<std::uint64_t>(static_cast<std::int64_t>(number));
        for (int i = 0; i < 8; ++i, rest >>= 8U)
            bytes += static_cast<char>(rest & 0xffU);
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
    void length(std::size_t size)
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
        std::uint64_t all = 0;
        for (unsigned i = 0; i < 8; ++i)
            all |= static_cast<std::uint64_t>(byte()) << (8U * i);
        number = static_cast<T>(all);
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
    std::size_t length()
    {
        std::size_t size = 0;
        for (unsigned shift = 0; shift < 63; shift += 7) {
            const unsigned char part = byte();
            size |= static_cast<std::size_t>(part & 0x7fU) << shift;
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
    for (std::uint32_t i = 0; i < dependencies.size(); ++i)
        writer.value(dependencies.element(i));
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
    std::vector<ObjectKey> elements;
    for (std::size_t left = parser.length(); left > 0 && parser.good; --left)
        parser.value(elements.emplace_back());
    std::vector<Dependencies::Edge> edges;
    for (const ObjectKey& dependent : elements) {
        for (std::size_t left = parser.length(); left > 0 && parser.good; --left) {
            const std::size_t referenced = parser.length();
            if (referenced >= elements.size())
                return std::nullopt;
            edges.emplace_back(dependent, elements[referenced]);
        }
    }
    if (!parser.good || !parser.atEnd())
        return std::nullopt;
    return Catalog(std::move(entries), Dependencies(std::move(edges)));
}

} // namespace schemawright
