#include "model/user_settings.h"

#include "model/project.h"
#include "model/toml.h"

#include <cstdlib>
#include <format>

namespace schemawright {

namespace fs = std::filesystem;

namespace {

Result<UserSettings> settingsIn(const toml::table& table)
{
    UserSettings settings;
    const auto invalid = [](const toml::node& node, std::string message) {
        Error error = fail(ErrorCode::Invalid, std::move(message)).error();
        error.line = node.source().begin.line;
        return std::unexpected(std::move(error));
    };
    for (const auto& [key, value] : table) {
        if (key == "backup_folder") {
            const auto path = value.value<std::string>();
            if (!path || !fs::path(*path).is_absolute())
                return invalid(value, "backup_folder must be an absolute path");
            settings.backupFolder = *path;
            continue;
        }
        if (key != "scratch_versions" && key != "client_programs")
            return invalid(value, std::format("unknown key \"{}\"", key.str()));
        const toml::array* folders = value.as_array();
        if (!folders)
            return invalid(value, std::format("{} must be a list of folders", key.str()));
        for (const toml::node& folder : *folders) {
            const auto path = folder.value<std::string>();
            if (!path || !fs::path(*path).is_absolute())
                return invalid(folder, std::format("{} must be a list of absolute paths", key.str()));
            (key == "client_programs" ? settings.clientPrograms : settings.scratchVersions).emplace_back(*path);
        }
    }
    return settings;
}

} // namespace

fs::path settingsFolder()
{
    const auto variable = [](const char* name) -> fs::path {
        const char* value = std::getenv(name);
        return value == nullptr ? fs::path() : fs::path(value);
    };
    fs::path folder = variable("XDG_CONFIG_HOME");
    // A relative path is to be ignored. XDG Base Directory Specification 0.8.
    if (!folder.is_absolute()) {
        const fs::path home = variable("HOME");
        folder = home.is_absolute() ? home / ".config" : fs::path();
    }
    return folder.empty() ? folder : folder / "schemawright";
}

Result<UserSettings> readUserSettings(const fs::path& file)
{
    std::error_code failed;
    if (!fs::exists(file, failed))
        return UserSettings{};
    const Result<std::string> text = readFile(file);
    if (!text)
        return std::unexpected(text.error());
    const auto read = [&]() -> Result<UserSettings> {
        try {
            const toml::table table = toml::parse(*text);
            return settingsIn(table);
        } catch (const toml::parse_error& thrown) {
            Error error = fail(ErrorCode::Invalid, std::format("not valid TOML: {}", thrown.description())).error();
            error.line = thrown.source().begin.line;
            return std::unexpected(std::move(error));
        } catch (const TomlAssertionFailed&) {
            return fail(ErrorCode::Invalid, "not valid TOML");
        }
    };
    auto settings = read();
    if (!settings)
        settings.error().file = file.string();
    return settings;
}

} // namespace schemawright
