#include "diff/server/rows.h"

#include <charconv>

namespace schemawright {
namespace {

template <class Number> Number parseNumber(std::string_view text)
{
    Number value{};
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

Rows::Rows() : m_impl(std::make_shared<Impl>()) {}
Rows::Rows(std::shared_ptr<const Impl> impl) : m_impl(std::move(impl)) {}

std::size_t Rows::size() const
{
    return m_impl->rows;
}

std::size_t Rows::columns() const
{
    return m_impl->columns;
}

std::string_view Rows::columnName(std::size_t column) const
{
    return m_impl->names[column];
}

bool Rows::isNull(std::size_t row, std::size_t column) const
{
    return m_impl->cells[row * m_impl->columns + column].data() == nullptr;
}

std::string_view Rows::view(std::size_t row, std::size_t column) const
{
    return m_impl->cells[row * m_impl->columns + column];
}

std::int64_t Rows::number(std::size_t row, std::size_t column) const
{
    return parseNumber<std::int64_t>(view(row, column));
}

std::uint32_t Rows::oid(std::size_t row, std::size_t column) const
{
    return parseNumber<std::uint32_t>(view(row, column));
}

double Rows::real(std::size_t row, std::size_t column) const
{
    return parseNumber<double>(view(row, column));
}

std::vector<std::string> Rows::array(std::size_t row, std::size_t column) const
{
    return parseArray(view(row, column));
}

std::size_t Rows::affected() const
{
    return m_impl->affected;
}

std::vector<std::string> parseArray(std::string_view text)
{
    std::vector<std::string> elements;
    // An array whose lower bounds are not 1 begins with them: [0:1]={a,b}. PostgreSQL 17 manual, "Array Input and Output Syntax".
    std::size_t at = text.starts_with('[') ? text.find('=') + 1 : 0;
    while (at < text.size()) {
        if (text[at] == '{' || text[at] == '}' || text[at] == ',') {
            ++at;
            continue;
        }
        std::string element;
        if (text[at] == '"') {
            for (++at; at < text.size() && text[at] != '"'; ++at) {
                if (text[at] == '\\' && at + 1 < text.size())
                    ++at;
                element += text[at];
            }
            ++at;
        } else {
            for (; at < text.size() && text[at] != ',' && text[at] != '}'; ++at) {
                if (text[at] == '\\' && at + 1 < text.size())
                    ++at;
                element += text[at];
            }
            if (element == "NULL")
                element.clear();
        }
        elements.push_back(std::move(element));
    }
    return elements;
}

} // namespace schemawright
