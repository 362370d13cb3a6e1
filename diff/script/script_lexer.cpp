#include "diff/script/script_lexer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace schemawright {
namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

bool startsWord(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool continuesWord(char c)
{
    return startsWord(c) || (c >= '0' && c <= '9') || c == '$';
}

std::string lower(std::string_view word)
{
    std::string out(word);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

/// How deep the parser's tree of a statement can get, estimated from its tokens; never too low. libpg_query and protobuf-c walk that tree by
/// recursion, which overflows the stack of a thread at 4400 terms of a sum or 1200 subqueries in one another (measured, 8 MB).
class Nesting {
public:
    static constexpr std::size_t deepest = 1000;

    /// May take the whole expression before it as its operand: a + b + c.
    void token()
    {
        ++m_levels.back().chain;
        ++m_sum;
    }
    /// What follows stands beside what came before, as after a comma or in a list of AND, which the parser keeps flat.
    void separator()
    {
        m_sum -= m_levels.back().chain;
        m_levels.back().chain = 0;
    }
    /// Takes what came before as its operand even over separators: a JOIN b ON x AND y JOIN c.
    void link()
    {
        separator();
        ++m_levels.back().links;
        ++m_sum;
    }
    void open(bool isCase)
    {
        token();
        m_levels.push_back({.isCase = isCase});
    }
    void closeCase()
    {
        if (m_levels.back().isCase)
            pop();
    }
    /// A CASE that is still open was a label.
    void closeParenthesis()
    {
        popCases();
        if (m_levels.size() > 1)
            pop();
    }
    void endStatement()
    {
        popCases();
        m_sum -= m_levels.back().chain + m_levels.back().links;
        m_levels.back() = {};
    }
    [[nodiscard]] bool isTooDeep() const { return m_sum > deepest; }

private:
    /// What is open: the statement, a parenthesis in it, a CASE.
    struct Level {
        std::size_t chain = 0; ///< tokens since the last separator
        std::size_t links = 0;
        bool isCase = false;
    };

    void pop()
    {
        m_sum -= m_levels.back().chain + m_levels.back().links;
        m_levels.pop_back();
    }
    void popCases()
    {
        while (m_levels.back().isCase)
            pop();
    }

    std::vector<Level> m_levels{1};
    std::size_t m_sum = 0; ///< of all levels
};

class Lexer {
public:
    explicit Lexer(const SourceFile& file) : m_file(file), m_in(file.text) { m_out.text = file.text; }

    Result<MaskedScript> run()
    {
        if (const std::size_t zero = m_in.find('\0'); zero != std::string_view::npos)
            return std::unexpected(errorAt(zero, "the file contains a zero byte, so it is not SQL text"));
        while (m_at < m_in.size()) {
            if (auto done = step(); !done)
                return std::unexpected(done.error());
            if (m_nesting.isTooDeep())
                return std::unexpected(errorAt(m_at, "this statement is nested more than " +
                                                         std::to_string(Nesting::deepest) +
                                                         " levels deep, so it cannot be read"));
        }
        return std::move(m_out);
    }

private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_in.size() ? m_in[m_at + ahead] : '\0';
    }
    [[nodiscard]] std::size_t lineEnd(std::size_t from) const { return std::min(m_in.find('\n', from), m_in.size()); }

    [[nodiscard]] Error errorAt(std::size_t offset, std::string message, std::string hint = {}) const
    {
        Error error = fail(ErrorCode::Sql, std::move(message), std::move(hint)).error();
        error.file = m_file.path;
        error.line = lineOf(m_in, offset);
        error.position = offset + 1;
        return error;
    }

    Result<void> step()
    {
        const char c = peek();
        if (c == '-' && peek(1) == '-')
            comment(std::min(m_in.find_first_of("\r\n", m_at), m_in.size())); // as PostgreSQL ends it
        else if (c == '/' && peek(1) == '*')
            comment(blockCommentEnd());
        else if (startsWord(c))
            word();
        else if (c == '\\')
            return psqlCommand();
        else if (c == ';')
            endStatement();
        else if (c == '\n')
            endLine();
        else if (isSpace(c))
            ++m_at;
        else
            token(c);
        return {};
    }

    void token(char c)
    {
        noteToken(c);
        if (c == '\'')
            skipString(false);
        else if (c == '"')
            skipQuoted('"');
        else if (c == '$' && dollarTagLength() > 0)
            skipDollarQuoted(dollarTagLength());
        else if (c >= '0' && c <= '9')
            while (continuesWord(peek())) // 1$tag$ is no dollar quote
                ++m_at;
        else
            ++m_at;
    }

    void noteToken(char c)
    {
        const Last last = std::exchange(m_last, c == '\'' ? Last::String : c == '.' ? Last::Dot : Last::Other);
        const bool secondOfTwo = (c == '|' || c == ':') && m_at > 0 && m_in[m_at - 1] == c; // || and ::
        if (c == '(' || c == '[')
            m_nesting.open(false);
        else if (c == ')' || c == ']')
            m_nesting.closeParenthesis();
        else if (c == ',')
            m_nesting.separator();
        else if (c != '.' && last != Last::Dot && !secondOfTwo && !(c == '\'' && last == Last::String))
            m_nesting.token();
    }

    void noteWord(std::string_view text)
    {
        const Last last = std::exchange(m_last, Last::Other);
        if (last == Last::Dot)
            return; // the rest of a name
        const std::string word = text.size() <= longestKeyword ? lower(text) : std::string();
        if (word == "as")
            m_last = Last::As;
        const auto is = [&](const auto& words) {
            return last != Last::As && std::ranges::find(words, word) != words.end();
        };
        if (is(separators))
            m_nesting.separator();
        else if (is(links))
            m_nesting.link();
        else if (last != Last::As && word == "end")
            m_nesting.closeCase();
        else if (last != Last::As && word == "case")
            m_nesting.open(true);
        else
            m_nesting.token();
    }

    void comment(std::size_t end)
    {
        m_out.comments.push_back({m_at, end - m_at});
        m_at = end;
    }

    [[nodiscard]] std::size_t blockCommentEnd() const // they nest
    {
        int depth = 0;
        for (std::size_t i = m_at; i + 1 < m_in.size();) {
            if (m_in[i] == '/' && m_in[i + 1] == '*') {
                ++depth;
                i += 2;
            } else if (m_in[i] == '*' && m_in[i + 1] == '/') {
                i += 2;
                if (--depth == 0)
                    return i;
            } else {
                ++i;
            }
        }
        return m_in.size();
    }

    void skipQuoted(char quote)
    {
        for (++m_at; m_at < m_in.size(); ++m_at) {
            if (m_in[m_at] != quote)
                continue;
            ++m_at;
            if (peek() != quote) // doubled: one that is meant
                return;
        }
    }

    /// With `escapes` a backslash hides the next character (E'...'). A string goes on in the next one when only white space with
    /// a line break is between them, and keeps its rule.
    void skipString(bool escapes)
    {
        for (;;) {
            if (escapes) {
                for (++m_at; m_at < m_in.size(); ++m_at) {
                    if (m_in[m_at] == '\\' || (m_in[m_at] == '\'' && peek(1) == '\''))
                        ++m_at;
                    else if (m_in[m_at] == '\'')
                        break;
                }
                m_at = std::min(m_at + 1, m_in.size());
            } else {
                skipQuoted('\'');
            }
            std::size_t next = m_at;
            bool lineBreak = false;
            for (; next < m_in.size() && isSpace(m_in[next]); ++next)
                lineBreak = lineBreak || m_in[next] == '\n' || m_in[next] == '\r';
            if (!escapes || !lineBreak || next >= m_in.size() || m_in[next] != '\'')
                return;
            m_at = next;
        }
    }

    /// The length of $tag$ here; 0 where there is none.
    [[nodiscard]] std::size_t dollarTagLength() const
    {
        std::size_t end = m_at + 1;
        if (end < m_in.size() && startsWord(m_in[end]))
            while (end < m_in.size() && m_in[end] != '$' && continuesWord(m_in[end]))
                ++end;
        return end < m_in.size() && m_in[end] == '$' ? end + 1 - m_at : 0;
    }

    void skipDollarQuoted(std::size_t tagLength)
    {
        const std::size_t end = m_in.find(m_in.substr(m_at, tagLength), m_at + tagLength);
        m_at = end == std::string_view::npos ? m_in.size() : end + tagLength;
    }

    void word()
    {
        const std::size_t begin = m_at;
        while (continuesWord(peek()))
            ++m_at;
        const std::string_view text = m_in.substr(begin, m_at - begin);
        if (peek() == '\'' && (text == "e" || text == "E")) {
            noteToken('\'');
            return skipString(true);
        }
        noteWord(text);
        if (m_firstWord.empty()) {
            m_firstWord = lower(text);
        } else if (m_firstWord == "copy") {
            const std::string now = lower(text);
            m_fromStdin = m_fromStdin || (m_lastWord == "from" && now == "stdin");
            m_lastWord = now;
        }
    }

    void endStatement()
    {
        ++m_at;
        m_dataFollows = m_fromStdin;
        m_firstWord.clear();
        m_lastWord.clear();
        m_fromStdin = false;
        m_nesting.endStatement();
        m_last = Last::Other;
    }

    /// What COPY reads begins on the line after its semicolon and ends with \. or the file.
    void endLine()
    {
        ++m_at;
        while (m_dataFollows && m_at < m_in.size()) {
            const std::size_t end = lineEnd(m_at);
            std::string_view line = m_in.substr(m_at, end - m_at);
            if (line.ends_with('\r'))
                line.remove_suffix(1);
            m_dataFollows = line != "\\.";
            blank(m_at, end);
            m_at = std::min(end + 1, m_in.size());
        }
    }

    Result<void> psqlCommand()
    {
        static constexpr auto passedOver =
            std::to_array<std::string_view>({"\\restrict", "\\unrestrict", "\\connect", "\\c"});
        const std::size_t end = lineEnd(m_at);
        const std::string_view line = m_in.substr(m_at, end - m_at);
        const std::string_view command = line.substr(0, std::min(line.find_first_of(" \t\r"), line.size()));
        if (std::ranges::find(passedOver, command) == passedOver.end())
            return std::unexpected(errorAt(m_at,
                                           "\"" + std::string(command.substr(0, 40)) + "\" is a psql command, not SQL",
                                           "replace it with SQL, or remove the line"));
        blank(m_at, end);
        m_at = end;
        return {};
    }

    void blank(std::size_t begin, std::size_t end) { m_out.text.replace(begin, end - begin, end - begin, ' '); }

    /// The token before, as far as it decides what the next one is.
    enum class Last { Other, Dot, As, String };
    /// Reserved words of PostgreSQL 17: only after a dot or AS they are names.
    static constexpr auto separators =
        std::to_array<std::string_view>({"and", "or", "when", "then", "else", "on", "where"});
    static constexpr auto links = std::to_array<std::string_view>({"select", "join", "union", "intersect", "except"});
    static constexpr std::size_t longestKeyword = 9;

    const SourceFile& m_file;
    std::string_view m_in;
    MaskedScript m_out;
    std::size_t m_at = 0;
    std::string m_firstWord; ///< of the statement
    std::string m_lastWord;
    bool m_fromStdin = false;
    bool m_dataFollows = false;
    Nesting m_nesting;
    Last m_last = Last::Other;
};

} // namespace

Result<MaskedScript> maskScript(const SourceFile& file)
{
    return Lexer(file).run();
}

} // namespace schemawright
