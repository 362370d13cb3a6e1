#include "diff/kinds/base/query_prefix.h"

#include "diff/kinds/base/sql_pieces.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

namespace schemawright {

namespace {

/// The end of the word, name, literal or other character at `at`.
std::size_t endOfToken(std::string_view text, std::size_t at)
{
    std::size_t end = text[at] == '"' ? at : endOfQuoted(text, at);
    if (end == at)
        end = endOfName(text, at);
    return end == at ? at + 1 : end;
}

bool isWord(std::string_view token)
{
    return token.front() == '"' || endOfName(token, 0) == token.size();
}

/// "orders" of "shop.orders".
std::string_view lastPart(std::string_view name)
{
    std::size_t begin = 0;
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t end = name[at] == '"' ? endOfQuoted(name, at) : at + 1;
        if (name[at] == '.')
            begin = end;
        at = end;
    }
    return name.substr(begin);
}

enum class Section { Before, List, From, Rest, Order };

/// Walks through a query and knows where in its outermost SELECT it is.
class Outermost {
public:
    explicit Outermost(std::string_view text) : m_text(text) {}

    /// Calls visit(token, begin) for every token but spaces; what stands in a SELECT within is passed over.
    template <class Visit> void walk(Visit&& visit)
    {
        for (std::size_t at = 0; at < m_text.size();) {
            const std::size_t end = endOfToken(m_text, at);
            const std::string_view token = m_text.substr(at, end - at);
            if (token == "(")
                m_within.push_back(beginsQuery(end) || isWithin());
            if (token != " " && token != "\n" && !isWithin()) {
                enter(token);
                visit(token, at);
                m_previous = token;
            }
            if (token == ")" && !m_within.empty())
                m_within.pop_back();
            at = end;
        }
    }

    [[nodiscard]] Section section() const { return m_section; }
    [[nodiscard]] bool isTop() const { return m_within.empty(); }
    [[nodiscard]] std::string_view previous() const { return m_previous; }

private:
    [[nodiscard]] bool isWithin() const { return !m_within.empty() && m_within.back(); }

    [[nodiscard]] bool beginsQuery(std::size_t at) const
    {
        at = m_text.find_first_not_of(" \n", at);
        if (at == std::string_view::npos)
            return false;
        const std::string_view token = m_text.substr(at, endOfToken(m_text, at) - at);
        return token == "SELECT" || token == "WITH" || token == "VALUES";
    }

    void enter(std::string_view token)
    {
        static constexpr std::array<std::string_view, 8> rest{"WHERE", "GROUP",  "HAVING", "WINDOW",
                                                              "LIMIT", "OFFSET", "FETCH",  "FOR"};
        if (!isTop())
            return;
        if (token == "SELECT")
            m_section = Section::List;
        else if (token == "FROM" && m_section == Section::List && m_previous != "DISTINCT")
            m_section = Section::From;
        else if (token == "ORDER")
            m_section = Section::Order;
        else if (m_section > Section::List && std::ranges::contains(rest, token))
            m_section = Section::Rest;
    }

    std::string_view m_text;
    std::string_view m_previous;
    Section m_section = Section::Before;
    std::vector<bool> m_within; ///< for each open parenthesis: whether it is in a SELECT within
};

/// What a query reads from, and the names that it gives to its columns.
struct Sources {
    std::string_view only; ///< the name of the one relation; empty: there are several, or none
    std::set<std::string_view> named;
};

Sources sourcesOf(std::string_view query)
{
    Sources sources;
    Outermost outermost(query);
    bool several = false;
    bool sampled = false;
    outermost.walk([&](std::string_view token, std::size_t) {
        if (!outermost.isTop())
            return;
        several = several || token == "UNION" || token == "INTERSECT" || token == "EXCEPT";
        if (outermost.section() == Section::List && outermost.previous() == "AS")
            sources.named.insert(token);
        if (outermost.section() != Section::From)
            return;
        several = several || token == "," || token == "JOIN";
        sampled = sampled || token == "TABLESAMPLE";
        const bool keyword = token.front() >= 'A' && token.front() <= 'Z';
        if (isWord(token) && !keyword && !sampled)
            sources.only = lastPart(token);
    });
    if (several)
        sources.only = {};
    return sources;
}

} // namespace

std::string withoutOnlyPrefix(std::string_view query)
{
    const Sources sources = sourcesOf(query);
    if (sources.only.empty())
        return std::string(query);
    const std::string prefix = std::string(sources.only) + ".";
    std::string out;
    std::size_t done = 0;
    Outermost outermost(query);
    outermost.walk([&](std::string_view token, std::size_t begin) {
        const std::size_t end = begin + token.size();
        const Section section = outermost.section();
        // Not a function, type or collation of a schema of that name, nor the whole row.
        const bool column = token.starts_with(prefix) && token.size() > prefix.size() &&
                            (end == query.size() || query[end] != '(') && outermost.previous() != ":" &&
                            outermost.previous() != "COLLATE";
        if (!column || section == Section::Before || section == Section::From)
            return;
        const std::string_view name = token.substr(prefix.size());
        if (section == Section::Order && sources.named.contains(name))
            return; // else it would be the column of the result
        out += query.substr(done, begin - done);
        done = begin + prefix.size();
    });
    out += query.substr(done);
    return out;
}

} // namespace schemawright
