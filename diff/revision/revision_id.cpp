#include "diff/revision/revision_id.h"

#include "diff/revision/revision_file.h"
#include "diff/server/hash.h"
#include "model/sql.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <ctime>

namespace schemawright {

namespace {

/// SOURCE_DATE_EPOCH makes what is generated reproducible.
std::time_t now()
{
    if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH")) {
        const std::string_view text = epoch;
        long long seconds = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), seconds).ec == std::errc())
            return static_cast<std::time_t>(seconds);
    }
    return std::time(nullptr);
}

std::string utc(std::time_t time, const char* format)
{
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    std::array<char, 32> buffer{};
    return {buffer.data(), std::strftime(buffer.data(), buffer.size(), format, &parts)};
}

bool isLetterOrDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isTaken(const std::vector<Revision>& known, const std::string& id)
{
    return std::ranges::any_of(known, [&](const Revision& revision) {
        return revision.id == id || std::ranges::find(revision.labels, id) != revision.labels.end();
    });
}

/// A time as an id has 14 digits and is no number of a sequence.
std::string nextNumber(const std::vector<Revision>& known)
{
    static constexpr std::size_t longest = 9;
    unsigned last = 0;
    for (const Revision& revision : known)
        if (revision.id.size() <= longest)
            last = std::max(last, numberOf(revision.id).value_or(0));
    std::string id;
    do {
        id = std::to_string(++last);
        id.insert(0, id.size() < 4 ? 4 - id.size() : 0, '0');
    } while (isTaken(known, id));
    return id;
}

std::string freeTime(const std::vector<Revision>& known)
{
    std::time_t time = now();
    std::string id = utc(time, "%Y%m%d%H%M%S");
    while (isTaken(known, id))
        id = utc(++time, "%Y%m%d%H%M%S");
    return id;
}

std::string freeHash(const std::vector<Revision>& known, const Revision& revision)
{
    static constexpr std::size_t digits = 12;
    std::string text = revisionChecksum(revision) + "\n" + join(revision.parents, ",") + "\n" + revision.created +
                       "\n" + revision.message;
    std::string id = sha256(text).substr(0, digits);
    while (isTaken(known, id))
        id = sha256(text += "\n").substr(0, digits);
    return id;
}

} // namespace

Result<void> checkId(const std::string& id)
{
    const bool plain = !id.empty() && id.size() <= 64 &&
                       std::ranges::all_of(id, [](char c) { return isLetterOrDigit(c) || c == '_'; });
    if (!plain)
        return fail(ErrorCode::Usage, "\"" + id + "\" cannot be a revision's id",
                    "use at most 64 letters, digits and underscores");
    if (id == "head" || id == "heads" || id == "base" || id == "current")
        return fail(ErrorCode::Usage, "\"" + id + "\" is reserved and cannot be a revision's id");
    return {};
}

Result<void> checkLabel(const std::string& label)
{
    if (auto good = checkId(label); !good)
        return fail(ErrorCode::Usage, "\"" + label + "\" cannot be a label",
                    "use at most 64 letters, digits and underscores; head, heads, base and current are reserved");
    return {};
}

std::string newId(RevisionIdScheme scheme, const std::vector<Revision>& known, const Revision& revision)
{
    switch (scheme) {
    case RevisionIdScheme::Number: return nextNumber(known);
    case RevisionIdScheme::Time: return freeTime(known);
    case RevisionIdScheme::Hash: return freeHash(known, revision);
    }
    return {};
}

std::string slugOf(std::string_view message)
{
    static constexpr std::size_t longest = 40;
    std::string slug;
    for (const char c : message) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (isLetterOrDigit(lower))
            slug += lower;
        else if (!slug.empty() && slug.back() != '_')
            slug += '_';
        if (slug.size() == longest)
            break;
    }
    while (!slug.empty() && slug.back() == '_')
        slug.pop_back();
    return slug.empty() ? "revision" : slug;
}

std::string nowText()
{
    return utc(now(), "%Y-%m-%dT%H:%M:%SZ");
}

std::optional<unsigned> numberOf(std::string_view text)
{
    unsigned number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failed == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

} // namespace schemawright
