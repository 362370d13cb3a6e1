#include "model/trust.h"

#include "model/user_settings.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <system_error>

namespace schemawright {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// The folder's one name, whatever way leads to it.
std::string nameOf(const fs::path& root)
{
    std::error_code failed;
    const fs::path canonical = fs::weakly_canonical(root, failed);
    const fs::path name = failed ? root.lexically_normal() : canonical;
    return (name.has_filename() ? name : name.parent_path()).string();
}

/// {"folders": {"/home/me/shop": [{"key": "secret_command", "text": "..."}]}}; nullopt where it is something else.
std::optional<Json> read(const fs::path& file)
{
    std::error_code failed;
    if (!fs::exists(file, failed))
        return Json{{"folders", Json::object()}};
    const Result<std::string> text = readFile(file);
    if (!text)
        return std::nullopt;
    Json parsed = Json::parse(*text, nullptr, false);
    if (!parsed.is_object() || !parsed.contains("folders") || !parsed["folders"].is_object())
        return std::nullopt;
    return parsed;
}

/// As toml++ gives them, texts are UTF-8; a folder's name may be any bytes.
std::string dumped(const Json& json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json entryOf(const ProjectRequest& request)
{
    return {{"key", tomlKey(request.kind)}, {"text", request.text}};
}

/// What is kept for the folder; nullptr where there is nothing.
const Json* keptFor(const Json& file, const fs::path& root)
{
    const Json& folders = file["folders"];
    const auto found = folders.find(nameOf(root));
    return found == folders.end() || !found->is_array() ? nullptr : &*found;
}

Result<void> write(const fs::path& file, const Json& json)
{
    std::error_code failed;
    fs::create_directories(file.parent_path(), failed);
    if (failed)
        return fail(ErrorCode::Permission,
                    "could not create the folder " + file.parent_path().string() + ": " + failed.message());
    const bool fresh = !fs::exists(file, failed);
    if (auto written = writeFileAtomically(file, dumped(json)); !written)
        return written;
    if (fresh)
        fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, failed);
    return {};
}

/// Replaces what is kept for the folder; null removes it.
Result<void> replace(const fs::path& file, const fs::path& root, const Json& entries)
{
    if (file.empty())
        return fail(ErrorCode::Io, "there is no settings folder for the list of trusted folders",
                    "set HOME or XDG_CONFIG_HOME");
    std::optional<Json> json = read(file);
    if (!json)
        return fail(ErrorCode::Invalid, file.string() + " is not a valid list of trusted folders",
                    "delete it; Schemawright then asks again for each folder");
    if (entries.is_null())
        (*json)["folders"].erase(nameOf(root));
    else
        (*json)["folders"][nameOf(root)] = entries;
    return write(file, *json);
}

} // namespace

std::string ProjectRequest::shown() const
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        // U+200E, U+200F, U+2028 to U+202E and U+2066 to U+2069, in UTF-8. Unicode Standard Annex 9, "Directional Formatting Characters".
        const auto third = static_cast<unsigned char>(i + 2 < text.size() ? text[i + 2] : '\0');
        const bool hidden =
            byte == 0xE2 && i + 2 < text.size() &&
            ((text[i + 1] == '\x80' && (third == 0x8E || third == 0x8F || (third >= 0xA8 && third <= 0xAE))) ||
             (text[i + 1] == '\x81' && third >= 0xA6 && third <= 0xA9));
        if (hidden) {
            out += text[i + 1] == '\x80' ? "\\u20" : "\\u206";
            const unsigned low = third & 0x3FU;
            if (text[i + 1] == '\x80')
                out += digits[low >> 4U];
            out += digits[low & 15U];
            i += 2;
        } else if (byte == '\n') {
            out += "\\n";
        } else if (byte < 0x20 || byte == 0x7F) {
            (out += "\\x") += {digits[byte >> 4U], digits[byte & 15U]};
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string_view tomlKey(ProjectRequest::Kind kind)
{
    switch (kind) {
    case ProjectRequest::Kind::SecretCommand: return "secret_command";
    case ProjectRequest::Kind::ScratchUrl: return "scratch_url";
    case ProjectRequest::Kind::DatabaseUrl: return "url";
    }
    return {};
}

std::vector<ProjectRequest> requestsOf(const DatabaseConfig& database, const Environment& environment)
{
    const std::string where = database.name + ", environment " + environment.name;
    std::vector<ProjectRequest> requests;
    if (!environment.secretCommand.empty())
        requests.push_back({ProjectRequest::Kind::SecretCommand, where, environment.secretCommand});
    if (!environment.url.empty() && !environment.url.starts_with("env:"))
        requests.push_back({ProjectRequest::Kind::DatabaseUrl, where, environment.url});
    return requests;
}

std::vector<ProjectRequest> requestsOf(const ProjectConfig& config)
{
    std::vector<ProjectRequest> requests;
    if (!config.scratchUrl.empty())
        requests.push_back({ProjectRequest::Kind::ScratchUrl, {}, config.scratchUrl});
    for (const DatabaseConfig& database : config.databases)
        for (const Environment& environment : database.environments)
            std::ranges::move(requestsOf(database, environment), std::back_inserter(requests));
    return requests;
}

TrustFile TrustFile::ofUser()
{
    const fs::path folder = settingsFolder();
    return TrustFile(folder.empty() ? folder : folder / "trusted.json");
}

bool TrustFile::trusts(const fs::path& root, const ProjectRequest& request) const
{
    return untrusted(root, {request}).empty();
}

std::vector<ProjectRequest> TrustFile::untrusted(const fs::path& root,
                                                 const std::vector<ProjectRequest>& requests) const
{
    const std::optional<Json> json = m_file.empty() ? std::nullopt : read(m_file);
    const Json* kept = json ? keptFor(*json, root) : nullptr;
    std::vector<ProjectRequest> out;
    for (const ProjectRequest& request : requests)
        if (kept == nullptr || std::ranges::find(*kept, entryOf(request)) == kept->end())
            out.push_back(request);
    return out;
}

bool TrustFile::knows(const fs::path& root) const
{
    const std::optional<Json> json = m_file.empty() ? std::nullopt : read(m_file);
    return json && keptFor(*json, root) != nullptr;
}

Result<void> TrustFile::trust(const fs::path& root, const std::vector<ProjectRequest>& requests)
{
    Json entries = Json::array();
    for (const ProjectRequest& request : requests)
        if (Json entry = entryOf(request); std::ranges::find(entries, entry) == entries.end())
            entries.push_back(std::move(entry));
    return replace(m_file, root, entries);
}

Result<void> TrustFile::forget(const fs::path& root)
{
    return replace(m_file, root, nullptr);
}

} // namespace schemawright
