#include "diff/read/reading_bytes.h"

#include <charconv>

namespace schemawright {

namespace {

void put(std::string& bytes, std::string_view text)
{
    bytes += std::to_string(text.size());
    bytes += ':';
    bytes += text;
}

void put(std::string& bytes, const std::vector<std::string>& texts)
{
    put(bytes, std::to_string(texts.size()));
    for (const std::string& text : texts)
        put(bytes, text);
}

/// Reads what put() has written; `good` is false from the first thing on that it has not.
class Source {
public:
    explicit Source(std::string_view bytes) : m_rest(bytes) {}

    bool good = true;

    std::string_view text()
    {
        std::size_t size = 0;
        const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), size);
        const auto digits = static_cast<std::size_t>(end - m_rest.data());
        good = good && error == std::errc() && digits < m_rest.size() && *end == ':' && size < m_rest.size() - digits;
        if (!good)
            return {};
        const std::string_view text = m_rest.substr(digits + 1, size);
        m_rest.remove_prefix(digits + 1 + size);
        return text;
    }
    int number()
    {
        const std::string_view digits = text();
        int value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        good = good && error == std::errc() && end == digits.data() + digits.size();
        return value;
    }
    std::vector<std::string> texts()
    {
        std::vector<std::string> texts;
        for (int left = number(); good && left > 0; --left)
            texts.emplace_back(text());
        return texts;
    }

private:
    std::string_view m_rest;
};

} // namespace

std::string readingBytes(const Reading& reading)
{
    std::string bytes;
    put(bytes, std::to_string(reading.server.version));
    put(bytes, reading.server.versionText);
    put(bytes, reading.unknown);
    put(bytes, reading.hidden);
    put(bytes, serialize(reading.catalog));
    return bytes;
}

std::optional<Reading> readingFromBytes(std::string_view bytes)
{
    Source source(bytes);
    Reading reading;
    reading.server.version = source.number();
    reading.server.versionText = source.text();
    reading.unknown = source.texts();
    reading.hidden = source.texts();
    auto catalog = deserializeCatalog(source.text());
    if (!source.good || !catalog)
        return std::nullopt;
    reading.catalog = std::move(*catalog);
    return reading;
}

} // namespace schemawright
