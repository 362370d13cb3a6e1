#include "diff/kinds/base/query_text.h"

#include "diff/kinds/base/sql_pieces.h"

#include <algorithm>
#include <array>
#include <vector>

namespace schemawright {

namespace {

/// Calls visit(token, begin) for every word, name, literal and other character of the text, in order.
template <class Visitor> void forEachToken(std::string_view text, Visitor&& visit)
{
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = endOfQuoted(text, at);
        if (end == at)
            end = endOfName(text, at);
        if (end == at)
            end = at + 1;
        visit(text.substr(at, end - at), at);
        at = end;
    }
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view space = " \n";
    const std::size_t first = text.find_first_not_of(space);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(space) - first + 1);
}

/// Finds the columns of SELECT lists that have no name of their own. Words in capitals are keywords: identifiers are quoted or small.
class UnnamedColumns {
public:
    explicit UnnamedColumns(std::string_view text) : m_text(text) {}

    /// Where the columns end, in order.
    std::vector<std::size_t> ends()
    {
        forEachToken(m_text, [this](std::string_view token, std::size_t begin) { take(token, begin); });
        while (!m_lists.empty())
            endList(m_text.size());
        std::ranges::sort(m_ends);
        return std::move(m_ends);
    }

private:
    struct List {
        int depth;
        std::size_t itemBegin;
        bool named;
    };

    void take(std::string_view token, std::size_t begin)
    {
        const bool inList = !m_lists.empty() && m_lists.back().depth == m_depth;
        // The elements of ARRAY[a, b] are no columns.
        if (token == "(" || token == "[") {
            ++m_depth;
        } else if (token == ")" || token == "]") {
            while (!m_lists.empty() && m_lists.back().depth >= m_depth)
                endList(begin);
            --m_depth;
        } else if (token == "SELECT") {
            if (inList)
                endList(begin);
            m_lists.push_back({m_depth, begin + token.size(), false});
        } else if (inList && token == ",") {
            endItem(begin);
            m_lists.back() = {m_depth, begin + 1, false};
        } else if (inList && token == "AS") {
            m_lists.back().named = true;
        } else if (inList && endsList(token)) {
            endList(begin);
        }
        if (token != " " && token != "\n")
            m_previous = token;
    }

    [[nodiscard]] bool endsList(std::string_view token) const
    {
        constexpr std::array<std::string_view, 16> words{"FROM",  "WHERE", "GROUP",     "HAVING", "WINDOW", "UNION",
                                                         "ORDER", "LIMIT", "INTERSECT", "EXCEPT", "OFFSET", "FETCH",
                                                         "FOR",   "ON",    "RETURNING", ";"};
        if ((token == "GROUP" && m_previous == "WITHIN") || (token == "ON" && m_previous == "DISTINCT"))
            return false;
        return std::ranges::contains(words, token);
    }

    void endList(std::size_t at)
    {
        endItem(at);
        m_lists.pop_back();
    }

    void endItem(std::size_t at)
    {
        const List& list = m_lists.back();
        const std::string_view item = trimmed(m_text.substr(list.itemBegin, at - list.itemBegin));
        if (!list.named && !item.empty() && !isName(item))
            m_ends.push_back(static_cast<std::size_t>(item.data() - m_text.data()) + item.size());
    }

    /// A column of a table keeps its name: it is printed so only where it has it.
    static bool isName(std::string_view item)
    {
        if (item.starts_with("DISTINCT ON ("))
            item = trimmed(item.substr(endOfParentheses(item)));
        else if (item.starts_with("DISTINCT "))
            item.remove_prefix(std::string_view("DISTINCT ").size());
        return item.empty() || (endOfName(item, 0) == item.size() && item != "true" && item != "false" &&
                                (item.front() < 'A' || item.front() > 'Z'));
    }

    static std::size_t endOfParentheses(std::string_view text)
    {
        int depth = 0;
        std::size_t end = text.size();
        forEachToken(text, [&](std::string_view token, std::size_t begin) {
            if (token == "(")
                ++depth;
            else if (token == ")" && --depth == 0)
                end = std::min(end, begin + 1);
        });
        return end;
    }

    std::string_view m_text;
    std::string_view m_previous;
    int m_depth = 0;
    std::vector<List> m_lists;
    std::vector<std::size_t> m_ends;
};

/// Takes the names of output columns out of the second and later branches of UNION, INTERSECT and EXCEPT: the first one names the columns.
class BranchNames {
public:
    explicit BranchNames(std::string_view text) : m_text(text) {}

    std::string removed()
    {
        while (m_at < m_text.size()) {
            const std::size_t begin = m_at;
            if (const std::size_t end = endOfQuoted(m_text, m_at); end != m_at) {
                m_at = end;
            } else if (const std::size_t name = endOfName(m_text, m_at); name != m_at) {
                m_at = name;
                if (takesName(m_text.substr(begin, name - begin)))
                    continue;
            } else {
                parenthesis(m_text[m_at]);
                ++m_at;
            }
            m_out += m_text.substr(begin, m_at - begin);
        }
        return std::move(m_out);
    }

private:
    void parenthesis(char c)
    {
        if (c == '(')
            ++m_depth;
        if (c == ')') {
            std::erase_if(m_lists, [&](int depth) { return depth >= m_depth; });
            --m_depth;
        }
    }

    /// Follows the words of the query; true where it was an AS of a later branch, which is passed over with its name.
    bool takesName(std::string_view word)
    {
        const bool inList = std::ranges::contains(m_lists, m_depth);
        if (word == "UNION" || word == "INTERSECT" || word == "EXCEPT") {
            std::erase(m_lists, m_depth);
            m_branch = true;
        } else if (word == "SELECT" && m_branch) {
            m_lists.push_back(m_depth);
            m_branch = false;
        } else if (word == "WITH" || word == "VALUES") {
            m_branch = false;
        } else if (inList && word == "FROM") {
            std::erase(m_lists, m_depth);
        } else if (inList && word == "AS" && m_out.ends_with(' ')) {
            m_out.pop_back();
            m_at = endOfName(m_text, m_at + 1);
            return true;
        }
        return false;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::string m_out;
    int m_depth = 0;
    std::vector<int> m_lists; // depths at which the columns of a later branch stand
    bool m_branch = false;    // UNION was read, its SELECT not yet
};

} // namespace

std::string repeatableQuery(std::string_view query)
{
    std::string out;
    std::size_t done = 0;
    for (const std::size_t end : UnnamedColumns(query).ends()) {
        out += query.substr(done, end - done);
        out += " AS \"?column?\"";
        done = end;
    }
    out += query.substr(done);
    return out;
}

bool sameQuery(std::string_view a, std::string_view b)
{
    return a == b || BranchNames(a).removed() == BranchNames(b).removed();
}

} // namespace schemawright
