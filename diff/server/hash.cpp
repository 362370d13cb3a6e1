#include "diff/server/hash.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace schemawright {

std::string sha256(std::string_view bytes)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (unsigned int i = 0; i < length; ++i) {
        out += digits[digest[i] >> 4U];
        out += digits[digest[i] & 15U];
    }
    return out;
}

namespace {

/// Names of NOT NULL differ between servers of PostgreSQL 17 and 18 that hold the same schema.
std::shared_ptr<const Object> withoutNotNullNames(const std::shared_ptr<const Object>& object)
{
    const auto isNamed = [](const auto& holder) { return !holder.notNullConstraint.name.empty(); };
    const auto forget = [](auto& holder) {
        holder.notNullConstraint.name.clear();
        holder.notNullConstraint.local = true;
    };
    const bool named = std::visit(
        [&](const auto& body) {
            if constexpr (requires { body.notNullConstraint; })
                return isNamed(body);
            else if constexpr (requires { body.columns.front().notNullConstraint; })
                return std::ranges::any_of(body.columns, isNamed);
            else
                return false;
        },
        object->body);
    if (!named)
        return object;
    auto copy = std::make_shared<Object>(*object);
    std::visit(
        [&](auto& body) {
            if constexpr (requires { body.notNullConstraint; })
                forget(body);
            else if constexpr (requires { body.columns.front().notNullConstraint; })
                std::ranges::for_each(body.columns, forget);
        },
        copy->body);
    return copy;
}

} // namespace

std::string catalogHash(const Catalog& catalog)
{
    auto entries = catalog.entries();
    for (Catalog::Entry& entry : entries)
        entry.object = withoutNotNullNames(entry.object);
    return sha256(serialize(Catalog(std::move(entries), Dependencies())));
}

} // namespace schemawright
