#include "tests/law/pieces.h"

#include <algorithm>

/// Tables below tables, partitions of partitions, and everything that can be said of their NOT NULL constraints. PostgreSQL 18 manual, "CREATE
/// TABLE", "ALTER TABLE", "Inheritance".
namespace schemawright::test {
namespace {

/// Each column has names of its own: one that is inherited keeps its name, and no other constraint of the table can get that.
std::string maybeNamed(Random& random, const std::string& column)
{
    return random.chance(40) ? "CONSTRAINT " + random.one({"n1_", "n2_", "p_", "r_"}) + column + "_not_null "
                             : std::string();
}

std::string columnLine(Random& random, const std::string& name)
{
    const std::string type = random.one({" int", " int", " int", " bigint"});
    switch (random.below(9)) {
    case 0:
    case 1: return name + type + " " + maybeNamed(random, name) + "NOT NULL";
    case 2: return name + type + " " + maybeNamed(random, name) + "NOT NULL NO INHERIT";
    case 3: return name + type + " PRIMARY KEY";
    case 4: return name + type + " GENERATED ALWAYS AS IDENTITY";
    case 5: return name + type + " DEFAULT 1 NOT NULL";
    default: return name + type;
    }
}

std::string ownElements(Random& random)
{
    std::string text;
    for (const char* name : {"a", "b", "c"})
        if (random.chance(20))
            text += (text.empty() ? "" : ", ") + maybeNamed(random, name) + "NOT NULL " + name;
    return text;
}

std::string columns(Random& random, bool all)
{
    std::string text;
    for (const char* name : {"a", "b", "c"})
        if (all || name == std::string_view("a") || random.chance(60))
            text += (text.empty() ? "" : ", ") + columnLine(random, name);
    return text;
}

/// Statements about NOT NULL that may be made of any table, whatever stands there already. PostgreSQL can make a partitioned table's NO INHERIT in one
/// way only, which is a fault of its own: it cannot be dumped. Nor can NOT NULL below that is not valid while the table's above is.
std::string later(Random& random, const std::string& table)
{
    const std::string alter = "ALTER TABLE " + random.one({"", "", "ONLY "}) + table + " ";
    const std::string name = random.one({"a", "a", "b", "c"});
    const std::string constraint = random.one({"n1_", "n2_", "p_", "r_", "c1_"}) + name + "_not_null";
    const bool top = table.size() == 1;
    switch (random.below(table.front() == 'r' ? 10 : 11)) {
    case 0:
    case 1: return alter + "ADD " + maybeNamed(random, name) + "NOT NULL " + name + random.one({"", " NO INHERIT"});
    case 2: return alter + "ADD " + maybeNamed(random, name) + "NOT NULL " + name + (top ? " NOT VALID" : "");
    case 3:
    case 4: return alter + "ALTER COLUMN " + name + random.one({" SET", " SET", " DROP"}) + " NOT NULL";
    case 5: return alter + "RENAME CONSTRAINT " + constraint + " TO n3_" + name + "_not_null";
    case 6: return "COMMENT ON CONSTRAINT " + constraint + " ON " + table + " IS " + random.one({"'one'", "'two'"});
    case 7: return alter + "ADD PRIMARY KEY (" + name + ")";
    case 8: return alter + "RENAME COLUMN " + random.one({"b TO e", "c TO f"});
    case 9: return alter + "ALTER COLUMN " + name + " TYPE bigint";
    default: return alter + "ALTER CONSTRAINT " + constraint + random.one({" INHERIT", " NO INHERIT"});
    }
}

class NotNullGenerator {
public:
    explicit NotNullGenerator(Random& random) : m_random(random) {}

    Pieces run()
    {
        add(0, [](Random& r) { return "CREATE TABLE p (" + columns(r, true) + ")"; });
        add(0, [](Random& r) { return "CREATE TABLE q (" + columns(r, false) + ")"; });
        below("c1", "p");
        below("c2", "p");
        below("d1", "c1");
        if (m_random.chance(50))
            add(4, [](Random& r) {
                return "CREATE TABLE m (" + ownElements(r) + ") INHERITS " + r.one({"(p, q)", "(q, p)", "(c1, q)"});
            });
        add(0, [](Random& r) { return "CREATE TABLE r (" + columns(r, true) + ", k int) PARTITION BY LIST (k)"; });
        partition("r1", "r", "1");
        partition("r2", "r", "2");
        add(1, [](Random& r) {
            return "CREATE TABLE r3 PARTITION OF r " + parenthesized(ownElements(r)) +
                   " FOR VALUES IN (3, 4) PARTITION BY LIST (k)";
        });
        partition("r31", "r3", "3");
        const std::size_t count = 2 + m_random.below(8);
        for (std::size_t i = 0; i < count; ++i)
            add(5, [](Random& r) {
                return later(r, r.one({"p", "p", "c1", "c2", "d1", "q", "m", "r", "r", "r1", "r2", "r3", "r31"}));
            });
        if (m_random.chance(30))
            add(6, [](Random& r) {
                return "ALTER TABLE " +
                       r.one({"p RENAME TO pp", "c1 RENAME TO cc", "c1 NO INHERIT p", "d1 NO INHERIT c1"});
            });
        if (m_random.chance(30))
            add(6, [](Random& r) {
                return "ALTER TABLE " + r.one({"r DETACH PARTITION r1", "r DETACH PARTITION r3", "r1 RENAME TO rr"});
            });
        std::ranges::stable_sort(m_pieces, {}, &Piece::phase);
        return std::move(m_pieces);
    }

private:
    static std::string parenthesized(const std::string& elements)
    {
        return elements.empty() ? elements : "(" + elements + ")";
    }

    void add(std::size_t phase, std::function<std::string(Random&)> again)
    {
        m_pieces.push_back({.id = 0, .phase = phase, .sql = again(m_random), .again = again});
    }

    /// A table that inherits, made so or joined later.
    void below(const std::string& name, const std::string& parent)
    {
        const bool joins = m_random.chance(30);
        add(1 + (name == "d1" ? 1U : 0U), [=](Random& r) {
            return joins ? "CREATE TABLE " + name + " (" + columns(r, true) + ")"
                         : "CREATE TABLE " + name + " (" + ownElements(r) + ") INHERITS (" + parent + ")";
        });
        if (joins)
            add(4, [=](Random&) { return "ALTER TABLE " + name + " INHERIT " + parent; });
    }

    void partition(const std::string& name, const std::string& parent, const std::string& value)
    {
        const bool joins = m_random.chance(30);
        add(2, [=](Random& r) {
            return joins ? "CREATE TABLE " + name + " (" + columns(r, true) + ", k int)"
                         : "CREATE TABLE " + name + " PARTITION OF " + parent + " " + parenthesized(ownElements(r)) +
                               " FOR VALUES IN (" + value + ")";
        });
        if (joins)
            add(4, [=](Random&) {
                return "ALTER TABLE " + parent + " ATTACH PARTITION " + name + " FOR VALUES IN (" + value + ")";
            });
    }

    Random& m_random;
    Pieces m_pieces;
};

} // namespace

SchemaPair generateNotNullPair(std::uint64_t seed)
{
    return becoming(seed, [](Random& random) { return NotNullGenerator(random).run(); });
}

} // namespace schemawright::test
