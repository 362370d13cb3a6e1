#include "diff/server/hash.h"

#include <openssl/evp.h>

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

std::string catalogHash(const Catalog& catalog)
{
    return sha256(serialize(Catalog(catalog.entries(), Dependencies())));
}

} // namespace schemawright
