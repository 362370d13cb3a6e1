#include "model/json.h"
#include "model/project.h"

#include <algorithm>
#include <cstdint>
#include <system_error>

namespace schemawright {

namespace {

namespace fs = std::filesystem;

Result<void> makeFolder(const fs::path& folder)
{
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (!failed)
        return {};
    const bool denied = failed == std::errc::permission_denied || failed == std::errc::read_only_file_system;
    return fail(denied ? ErrorCode::Permission : ErrorCode::Io,
                "could not create the folder " + folder.string() + ": " + failed.message());
}

Result<void> writeInside(const fs::path& folder, const fs::path& path, std::string_view bytes)
{
    if (auto inside = staysInside(folder, path); !inside)
        return inside;
    return writeFileAtomically(path, bytes);
}

bool hasSqlFiles(const fs::path& folder)
{
    std::error_code failed;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
        if (it->path().extension() == ".sql")
            return true;
    return false;
}

/// A file name for a diagram's name: different names have different ones, and none leaves the folder.
std::string diagramFileName(std::string_view name)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    static constexpr std::size_t longest = 180;
    std::string out;
    std::uint64_t hash = 14695981039346656037U; // FNV-1a
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        hash = (hash ^ byte) * 1099511628211U;
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                           (byte >= 'A' && byte <= 'Z') || byte >= 0x80 || c == '-' || c == '_' || c == ' ';
        if (plain)
            out += c;
        else
            (out += "%") += {digits[byte >> 4U], digits[byte & 15U]};
    }
    if (out.size() > longest) {
        out.resize(longest);
        // Not in the middle of a UTF-8 sequence.
        while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0x80U) != 0)
            out.pop_back();
        out += "-" + std::to_string(hash);
    }
    return out + ".json";
}

Result<std::vector<std::pair<fs::path, Diagram>>> diagramFiles(const DatabaseConfig& database)
{
    const fs::path folder = database.folder / "diagrams";
    std::vector<fs::path> paths;
    std::error_code failed;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
        if (it->path().extension() == ".json")
            paths.push_back(it->path());
    if (failed && failed != std::errc::no_such_file_or_directory)
        return fail(ErrorCode::Io, "could not read " + folder.string() + ": " + failed.message());
    std::ranges::sort(paths);
    std::vector<std::pair<fs::path, Diagram>> out;
    for (const fs::path& path : paths) {
        auto text = readFile(path);
        if (!text)
            return std::unexpected(text.error());
        auto diagram = diagramFromJson(*text);
        if (!diagram) {
            diagram.error().file = path.string();
            return std::unexpected(diagram.error());
        }
        for (const auto& [other, known] : out)
            if (known.name == diagram->name)
                return fail(ErrorCode::Invalid, "two diagrams have the name \"" + known.name + "\": " + other.string() +
                                                    " and " + path.string());
        out.emplace_back(path, std::move(*diagram));
    }
    return out;
}

/// Where the diagram is kept: its own file, or one that somebody has given another name.
Result<fs::path> diagramPath(const DatabaseConfig& database, const std::string& name)
{
    const fs::path usual = database.folder / "diagrams" / diagramFileName(name);
    std::error_code failed;
    if (fs::exists(usual, failed))
        return usual;
    auto files = diagramFiles(database);
    if (!files)
        return std::unexpected(files.error());
    for (const auto& [path, diagram] : *files)
        if (diagram.name == name)
            return path;
    return usual;
}

} // namespace

Result<void> staysInside(const fs::path& folder, const fs::path& path)
{
    std::error_code failed;
    const fs::path inside = fs::weakly_canonical(folder, failed);
    const fs::path target = failed ? fs::path() : fs::weakly_canonical(path, failed);
    if (!failed && std::ranges::mismatch(inside, target).in1 == inside.end())
        return {};
    return fail(ErrorCode::Permission,
                "cannot write " + path.string() + ": it is a link to " + (failed ? "nowhere" : target.string()) +
                    ", outside the project",
                "replace the link with a file");
}

Result<std::vector<SourceFile>> readModelFiles(const DatabaseConfig& database)
{
    const fs::path single = database.folder / "schema.sql";
    const fs::path folder = database.folder / "schema";
    std::error_code failed;
    const bool several = hasSqlFiles(folder);
    if (!fs::exists(single, failed)) {
        if (!several)
            return std::vector<SourceFile>{};
        return readSqlFolder(folder);
    }
    if (several)
        return fail(ErrorCode::Invalid,
                    "the model exists twice: " + single.string() + " and .sql files in " + folder.string(),
                    "keep one of them");
    auto file = readSqlFile(single);
    if (!file)
        return std::unexpected(file.error());
    return std::vector{std::move(*file)};
}

Result<void> writeModelFile(const DatabaseConfig& database, const std::string& text)
{
    if (hasSqlFiles(database.folder / "schema"))
        return fail(ErrorCode::Unsupported,
                    "Schemawright cannot write the model, because it consists of several files in " +
                        (database.folder / "schema").string(),
                    "merge them into one schema.sql");
    if (auto made = makeFolder(database.folder); !made)
        return made;
    return writeInside(database.folder, database.folder / "schema.sql", text);
}

Result<std::vector<Diagram>> readDiagrams(const DatabaseConfig& database)
{
    auto files = diagramFiles(database);
    if (!files)
        return std::unexpected(files.error());
    std::vector<Diagram> out;
    for (auto& [path, diagram] : *files)
        out.push_back(std::move(diagram));
    std::ranges::sort(out, {}, &Diagram::name);
    return out;
}

Result<void> writeDiagram(const DatabaseConfig& database, const Diagram& diagram)
{
    if (diagram.name.empty())
        return fail(ErrorCode::Usage, "a diagram needs a name");
    if (auto made = makeFolder(database.folder / "diagrams"); !made)
        return made;
    auto path = diagramPath(database, diagram.name);
    if (!path)
        return std::unexpected(path.error());
    return writeInside(database.folder, *path, diagramToJson(diagram));
}

Result<void> removeDiagram(const DatabaseConfig& database, const std::string& name)
{
    auto path = diagramPath(database, name);
    if (!path)
        return std::unexpected(path.error());
    std::error_code failed;
    if (fs::remove(*path, failed))
        return {};
    if (failed)
        return fail(failed == std::errc::permission_denied ? ErrorCode::Permission : ErrorCode::Io,
                    "could not remove " + path->string() + ": " + failed.message());
    return fail(ErrorCode::NotFound, "diagram \"" + name + "\" does not exist");
}

Result<std::vector<Rename>> readRenames(const DatabaseConfig& database)
{
    const fs::path path = database.folder / "renames.json";
    std::error_code failed;
    if (!fs::exists(path, failed))
        return std::vector<Rename>{};
    auto text = readFile(path);
    if (!text)
        return std::unexpected(text.error());
    auto renames = renamesFromJson(*text);
    if (!renames)
        renames.error().file = path.string();
    return renames;
}

Result<void> writeRenames(const DatabaseConfig& database, const std::vector<Rename>& renames)
{
    const fs::path path = database.folder / "renames.json";
    std::error_code failed;
    if (renames.empty() && !fs::exists(path, failed))
        return {};
    if (auto made = makeFolder(database.folder); !made)
        return made;
    return writeInside(database.folder, path, renamesToJson(renames));
}

} // namespace schemawright
