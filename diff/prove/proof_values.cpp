#include "diff/prove/proof_values.h"

#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/table/table.h"
#include "diff/prove/sample_values.h"
#include "model/sql.h"

#include <algorithm>
#include <array>
#include <format>

namespace schemawright {

namespace {

constexpr std::size_t enoughValues = 3;

/// Texts that input functions of extensions' types accept: citext, ltree, hstore, cube and seg, vector, geometry, ranges...
constexpr std::array<std::string_view, 12> texts{"{0}",       "a{0}",           "a=>{0}", "({0})",
                                                 "[{0}]",     "POINT({0} {0})", "{{}}",   "{{{0}}}",
                                                 "[{0},{0}]", "[{0},{0},{0}]",  "0-1",    "empty"};

std::vector<std::string> checksOf(const Catalog& catalog, const Domain& domain)
{
    std::vector<std::string> expressions;
    for (const DomainConstraint& constraint : domain.constraints)
        expressions.push_back(constraint.expression);
    const auto under = typeKey(catalog, domain.type);
    if (const auto* below = under ? catalog.get<Domain>(*under) : nullptr)
        std::ranges::move(checksOf(catalog, *below), std::back_inserter(expressions));
    return expressions;
}

} // namespace

const std::vector<std::string>& usualStrings()
{
    static const std::vector<std::string> strings{
        "'a'", "'A'", "'a1@example.org'", "'https://example.org/1'", "'abcdef'", "'ABC'", "'0.5'", "'1'"};
    return strings;
}

bool ProofValues::isAccepted(const std::string& expression)
{
    const auto done = m_connection.query("SELECT " + expression, m_task.stop);
    return done.has_value();
}

const std::vector<std::string>& ProofValues::domainValues(const std::string& type, const ObjectKey& key)
{
    const Domain& domain = *m_catalog.get<Domain>(key);
    const auto [found, isNew] = m_domains.try_emplace(type);
    if (!isNew)
        return found->second;
    std::vector<std::string> candidates;
    for (int n = 1; n <= static_cast<int>(enoughValues); ++n)
        if (std::string under = value(domain.type, n); !under.empty())
            candidates.push_back(std::move(under));
    if (!domain.type.ends_with("]")) {
        for (const std::string& expression : checksOf(m_catalog, domain))
            std::ranges::move(literalsIn(expression), std::back_inserter(candidates));
        std::ranges::copy(usualStrings(), std::back_inserter(candidates));
    }
    std::vector<std::string> accepted;
    for (const std::string& candidate : candidates) {
        if (accepted.size() == enoughValues)
            break;
        std::string expression = candidate + "::" + type;
        if (isAccepted(expression))
            accepted.push_back(std::move(expression));
    }
    return m_domains[type] = std::move(accepted);
}

std::string ProofValues::unknownValue(const std::string& type, int n)
{
    const auto [found, isNew] = m_patterns.try_emplace(type);
    const auto filled = [&](std::string_view pattern, int number) {
        return quoteLiteral(std::vformat(pattern, std::make_format_args(number))) + "::" + type;
    };
    if (isNew)
        for (const std::string_view text : texts)
            if (isAccepted(filled(text, 1)) && isAccepted(filled(text, 2))) {
                found->second = text;
                break;
            }
    return found->second.empty() ? std::string() : filled(found->second, n);
}

std::string ProofValues::value(const std::string& type, int n)
{
    if (type.ends_with("[]")) {
        const std::string element = value(type.substr(0, type.size() - 2), n);
        return element.empty() ? element : "ARRAY[" + element + "]::" + type;
    }
    const auto key = typeKey(m_catalog, type);
    if (key && key->kind == Kind::Domain) {
        const std::vector<std::string>& values = domainValues(type, *key);
        return values.empty() ? std::string() : values[static_cast<std::size_t>(n - 1) % values.size()];
    }
    if (std::string known =
            sampleValue(m_catalog, type, n, [this](const std::string& part, int row) { return value(part, row); });
        !known.empty())
        return known;
    // The row type of a table has no text that many accept.
    return key && key->kind == Kind::Table ? std::string() : unknownValue(type, n);
}

std::string firstLine(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

namespace {

bool isQuotedIn(const std::string& message, const std::string& name)
{
    return message.contains("\"" + name + "\"");
}

} // namespace

Violated violatedBy(const Error& error, const Catalog& catalog, const Table& table)
{
    Violated violated;
    const std::string message = firstLine(error.message);
    for (const Constraint& constraint : table.constraints)
        if (constraint.type == ConstraintType::Check && isQuotedIn(message, constraint.name)) {
            violated.columns = constraint.columns;
            violated.literals = literalsIn(constraint.expression);
            return violated;
        }
    if (message.contains("partition constraint")) {
        const auto* parent = catalog.get<Table>(tables::tableKey(table.partitionOf));
        for (const Column& column : table.columns)
            if (parent && parent->partitionBy.contains(column.name))
                violated.columns.push_back(column.name);
        violated.literals = literalsIn(table.partitionBound);
        for (int n = 1; n <= 16; ++n) // a hash: one of them falls into it
            violated.literals.push_back("'" + std::to_string(n) + "'");
        return violated;
    }
    for (const Column& column : table.columns) {
        const auto key = typeKey(catalog, column.type);
        const auto* domain = key ? catalog.get<Domain>(*key) : nullptr;
        if (!domain || std::ranges::none_of(domain->constraints, [&](const DomainConstraint& constraint) {
                return isQuotedIn(message, constraint.name);
            }))
            continue;
        violated.columns.push_back(column.name);
        for (const DomainConstraint& constraint : domain->constraints)
            std::ranges::move(literalsIn(constraint.expression), std::back_inserter(violated.literals));
    }
    return violated;
}

} // namespace schemawright
