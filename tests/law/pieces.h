#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>
#include <vector>

/// Schemas by chance: lists of small statements that PostgreSQL may refuse, which are then left out.
namespace schemawright::test {

/// The same numbers for the same seed.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_engine(seed) {}

    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(m_engine() % bound); }
    bool chance(unsigned percent) { return below(100) < percent; }
    std::string one(std::initializer_list<std::string_view> of)
    {
        return std::string(*(of.begin() + below(of.size())));
    }

private:
    std::mt19937_64 m_engine;
};

/// One statement of a generated schema.
struct Piece {
    std::size_t id = 0;    ///< the same in both schemas where it is about the same thing
    std::size_t phase = 0; ///< what comes later may need what comes earlier
    std::string sql;
    std::function<std::string(Random&)> again; ///< another statement about the same thing
};

using Pieces = std::vector<Piece>;

struct SchemaPair {
    Pieces before;
    Pieces after;
};

/// A schema that `generate` makes, and what became of it: statements are gone, are others, are new.
[[nodiscard]] SchemaPair becoming(std::uint64_t seed, const std::function<Pieces(Random&)>& generate);

/// Schemas of every kind of object.
[[nodiscard]] SchemaPair generatePair(std::uint64_t seed);

/// Schemas of tables that inherit and of partitions, with the NOT NULL constraints that PostgreSQL 18 knows.
[[nodiscard]] SchemaPair generateNotNullPair(std::uint64_t seed);

/// The roles that the statements name.
[[nodiscard]] std::vector<std::string> generatedRoles();

[[nodiscard]] std::string scriptOf(const Pieces& pieces);

} // namespace schemawright::test
