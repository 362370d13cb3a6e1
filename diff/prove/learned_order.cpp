#include "diff/prove/learned_order.h"

#include "diff/kinds/base/sql_pieces.h"

#include <algorithm>
#include <array>
#include <set>

namespace schemawright {

namespace {

/// Something does not exist, exists already, is used, or is ambiguous; or a function that a statement called raised an exception for
/// such a reason. PostgreSQL 17 manual, "PostgreSQL Error Codes".
bool isOfOrder(const std::string& sqlstate)
{
    static constexpr std::array<std::string_view, 5> classes{"42", "2B", "3F", "P0", "0A"};
    return std::ranges::any_of(classes, [&](std::string_view each) { return sqlstate.starts_with(each); });
}

/// Every name in the text without quotes, and without its schema.
std::set<std::string> namesIn(std::string_view text)
{
    std::set<std::string> names;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text[at] == '"' ? endOfQuoted(text, at) : endOfName(text, at);
        if (end <= at) {
            ++at;
            continue;
        }
        std::string name(text.substr(at, end - at));
        std::erase(name, '"');
        name.erase(0, name.rfind('.') == std::string::npos ? 0 : name.rfind('.') + 1);
        names.insert(std::move(name));
        at = end;
    }
    return names;
}

/// The names that an error is about: in quotes, or before a list of arguments.
std::set<std::string> namesOf(const std::string& message)
{
    std::set<std::string> names;
    for (std::size_t at = 0; at < message.size();) {
        const bool quoted = message[at] == '"';
        const std::size_t end = quoted ? endOfQuoted(message, at) : endOfName(message, at);
        if (end <= at) {
            ++at;
            continue;
        }
        const std::string_view word = std::string_view(message).substr(at, end - at);
        // "view v depends on ...", "function f(integer) does not exist", "relation "public.t" does not exist".
        if (quoted || (end < message.size() && message[end] == '(') || message.substr(end).starts_with(" depends on"))
            names.merge(namesIn(quoted ? word.substr(1, word.size() - 2) : word));
        at = end;
    }
    return names;
}

bool isDrop(const Statement& statement)
{
    return statement.sql.starts_with("DROP ") || statement.sql.contains(" DROP ") || statement.sql.contains(" RENAME ");
}

class Learner {
public:
    Learner(const Plan& plan, const Statement& rejected, const std::vector<StatementOrder>& known)
        : m_rejected(rejected), m_known(known)
    {
        bool isLater = false;
        for (const Batch& batch : plan.batches)
            for (const Statement& statement : batch.statements) {
                if (statement.sql == rejected.sql)
                    isLater = true;
                else
                    (isLater ? m_later : m_earlier).push_back(&statement);
            }
    }

    [[nodiscard]] std::vector<StatementOrder> learn(const std::string& message) const
    {
        std::set<std::string> names = namesOf(message);
        const std::set<std::string> own{m_rejected.origin.name, m_rejected.origin.parent};
        std::erase_if(names, [&](const std::string& name) { return own.contains(name); });
        const auto isNamed = [&](const Statement& statement) {
            return std::ranges::any_of(namesIn(statement.sql), [&](const auto& name) { return names.contains(name); });
        };
        auto found = collect(m_later, isNamed, false);
        if (found.empty())
            found = collect(m_earlier, [&](const Statement& each) { return isDrop(each) && isNamed(each); }, true);
        if (found.empty())
            found = collect(m_earlier, isDrop, true);
        if (found.empty())
            found = collect(m_later, [](const Statement& each) { return each.sql.starts_with("CREATE "); }, false);
        return found;
    }

private:
    using Statements = std::vector<const Statement*>;

    [[nodiscard]] std::vector<StatementOrder> collect(const Statements& others, const auto& test,
                                                      bool rejectedFirst) const
    {
        std::vector<StatementOrder> found;
        for (const Statement* other : others) {
            if (!test(*other))
                continue;
            StatementOrder order =
                rejectedFirst ? StatementOrder{m_rejected.sql, other->sql} : StatementOrder{other->sql, m_rejected.sql};
            const StatementOrder opposite{order.after, order.before};
            if (!std::ranges::contains(m_known, order) && !std::ranges::contains(m_known, opposite))
                found.push_back(std::move(order));
        }
        return found;
    }

    const Statement& m_rejected;
    const std::vector<StatementOrder>& m_known;
    Statements m_earlier;
    Statements m_later;
};

} // namespace

std::vector<StatementOrder> orderFrom(const Plan& plan, const Statement& rejected, const Error& error,
                                      const std::vector<StatementOrder>& known)
{
    if (!isOfOrder(error.sqlstate))
        return {};
    return Learner(plan, rejected, known).learn(error.message);
}

} // namespace schemawright
