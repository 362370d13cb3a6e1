#include "model/project.h"

#include "model/toml.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>
#include <system_error>

namespace schemawright {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view configName = "schemawright.toml";

std::unexpected<Error> invalidAt(const toml::node& node, std::string message, std::string hint = {})
{
    Error error;
    error.message = std::move(message);
    error.line = node.source().begin.line;
    error.hint = std::move(hint);
    return std::unexpected(std::move(error));
}

Result<void> onlyKeys(const toml::table& table, std::string_view where, std::initializer_list<std::string_view> known)
{
    for (const auto& [key, node] : table) {
        if (std::ranges::find(known, key.str()) != known.end())
            continue;
        Error error;
        error.message =
            "unknown key \"" + std::string(key.str()) + "\"" + (where.empty() ? "" : " in " + std::string(where));
        error.line = key.source().begin.line;
        error.hint = "use one of: ";
        for (std::string_view name : known)
            error.hint += (name == *known.begin() ? "" : ", ") + std::string(name);
        return std::unexpected(std::move(error));
    }
    return {};
}

Result<std::string> stringAt(const toml::table& table, std::string_view key)
{
    const toml::node* node = table.get(key);
    if (!node)
        return std::string();
    if (const auto* text = node->as_string())
        return text->get();
    return invalidAt(*node, "\"" + std::string(key) + "\" must be a string");
}

Result<std::vector<std::string>> stringsAt(const toml::table& table, std::string_view key)
{
    std::vector<std::string> out;
    const toml::node* node = table.get(key);
    if (!node)
        return out;
    const toml::array* array = node->as_array();
    if (!array)
        return invalidAt(*node, "\"" + std::string(key) + "\" must be a list of strings");
    for (const toml::node& element : *array) {
        const auto* text = element.as_string();
        if (!text)
            return invalidAt(element, "\"" + std::string(key) + "\" must be a list of strings");
        out.push_back(text->get());
    }
    return out;
}

/// %41 is A: libpq decodes keywords of a URI, too.
std::string percentDecoded(std::string_view text)
{
    const auto digit = [](char c) {
        return c >= '0' && c <= '9'   ? c - '0'
               : c >= 'a' && c <= 'f' ? c - 'a' + 10
               : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                      : -1;
    };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
            out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

/// Whether a list of keyword=value pairs gives a value to the keyword, or to one that ends like it (sslpassword).
bool givesValue(std::string_view pairs, std::string_view keyword)
{
    for (std::size_t at = pairs.find(keyword); at != std::string_view::npos; at = pairs.find(keyword, at + 1)) {
        const std::size_t next = pairs.find_first_not_of(" \t\r\n\f\v", at + keyword.size());
        if (next != std::string_view::npos && pairs[next] == '=')
            return true;
    }
    return false;
}

/// Whether a URI or a list of keyword=value pairs carries a password. PostgreSQL 18 manual, "Connection Strings".
bool hasPassword(std::string_view url)
{
    const std::size_t scheme = url.find("://");
    std::string pairs(url);
    if (scheme != std::string_view::npos) {
        const std::string_view rest = url.substr(scheme + 3);
        const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
        // A password that was pasted without being percent-encoded may itself hold a slash or an @.
        const std::size_t at = rest.substr(0, rest.find('?')).rfind('@');
        const std::size_t colon = authority.find(':');
        if (at != std::string_view::npos && colon != std::string_view::npos && colon + 1 < at)
            return true;
        const std::size_t question = url.find('?');
        pairs = question == std::string_view::npos ? std::string() : percentDecoded(url.substr(question + 1));
    }
    static constexpr std::array<std::string_view, 4> secrets{"password", "oauth_client_secret", "scram_client_key",
                                                             "scram_server_key"};
    return std::ranges::any_of(secrets, [&](std::string_view keyword) { return givesValue(pairs, keyword); });
}

Result<std::string> urlAt(const toml::table& table, std::string_view key)
{
    auto url = stringAt(table, key);
    if (url && hasPassword(*url))
        return invalidAt(*table.get(key),
                         "\"" + std::string(key) + "\" has a password; a project file must not contain passwords",
                         "use \"env:NAME\", secret_command, or a ~/.pgpass file");
    return url;
}

Result<BackupRule> backupAt(const toml::table& table)
{
    auto text = stringAt(table, "backup");
    if (!text)
        return std::unexpected(text.error());
    if (text->empty() && !table.contains("backup"))
        return BackupRule::Unset;
    if (*text != "always" && *text != "never")
        return invalidAt(*table.get("backup"), "\"backup\" must be \"always\" or \"never\"");
    return *text == "always" ? BackupRule::Always : BackupRule::Never;
}

Result<Environment> readEnvironment(std::string_view name, const toml::node& node)
{
    const toml::table* table = node.as_table();
    if (!table)
        return invalidAt(node, "environment \"" + std::string(name) + "\" must be a table");
    if (auto known = onlyKeys(*table, "an environment", {"url", "secret_command", "backup"}); !known)
        return std::unexpected(known.error());
    auto url = urlAt(*table, "url");
    if (!url)
        return std::unexpected(url.error());
    auto command = stringAt(*table, "secret_command");
    if (!command)
        return std::unexpected(command.error());
    auto backup = backupAt(*table);
    if (!backup)
        return std::unexpected(backup.error());
    return Environment{std::string(name), *url, *command, *backup};
}

/// A folder of the project: relative, and not outside of it, so that opening a stranger's project reads nothing else.
Result<fs::path> folderAt(const toml::table& table, const std::string& fallback, const fs::path& root)
{
    auto text = stringAt(table, "folder");
    if (!text)
        return std::unexpected(text.error());
    const fs::path folder = fs::path(text->empty() ? fallback : *text).lexically_normal();
    if (folder.is_absolute() || (!folder.empty() && *folder.begin() == ".."))
        return invalidAt(*table.get("folder"), "folder \"" + *text + "\" is outside the project");
    return (root / folder).lexically_normal();
}

bool plainName(std::string_view name)
{
    return !name.empty() && name.front() != '.' && std::ranges::none_of(name, [](char c) {
        return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
    });
}

Result<DatabaseConfig> readDatabase(const toml::node& node, bool single, const fs::path& root)
{
    const toml::table* table = node.as_table();
    if (!table)
        return invalidAt(node, "each of [[databases]] must be a table");
    if (auto known = onlyKeys(*table, "[[databases]]", {"name", "folder", "schemas", "environments"}); !known)
        return std::unexpected(known.error());
    DatabaseConfig database;
    auto name = stringAt(*table, "name");
    if (!name)
        return std::unexpected(name.error());
    if (!plainName(*name))
        return invalidAt(node, name->empty()
                                   ? "a database needs a name"
                                   : "database name \"" + *name + "\" cannot be used as the name of a folder");
    database.name = *name;
    auto folder = folderAt(*table, single ? "catalog" : "databases/" + *name, root);
    if (!folder)
        return std::unexpected(folder.error());
    database.folder = *folder;
    auto schemas = stringsAt(*table, "schemas");
    if (!schemas)
        return std::unexpected(schemas.error());
    database.schemas = *schemas;
    if (const toml::node* environments = table->get("environments")) {
        if (!environments->is_table())
            return invalidAt(*environments,
                             "\"environments\" must be a table of tables: [databases.environments.NAME]");
        for (const auto& [key, value] : *environments->as_table()) {
            auto environment = readEnvironment(key.str(), value);
            if (!environment)
                return std::unexpected(environment.error());
            database.environments.push_back(*environment);
        }
    }
    return database;
}

Result<void> checkRevisionFormat(const toml::table& table)
{
    const toml::node* node = table.get("revisions");
    if (!node)
        return {};
    const toml::table* revisions = node->as_table();
    if (!revisions)
        return invalidAt(*node, "[revisions] must be a table");
    if (auto known = onlyKeys(*revisions, "[revisions]", {"format"}); !known)
        return known;
    auto format = stringAt(*revisions, "format");
    if (!format)
        return std::unexpected(format.error());
    if (!format->empty() && *format != "native")
        return invalidAt(*revisions->get("format"), "revision format \"" + *format + "\" is not supported",
                         "use native");
    return {};
}

/// The schema of the tracking tables, which is a schema of the user's or one of the tables' own.
Result<std::string> trackingSchemaOf(const toml::table& table)
{
    auto schema = stringAt(table, "tracking_schema");
    if (!schema)
        return schema;
    const toml::node* node = table.get("tracking_schema");
    if (!node)
        return DatabaseConfig{}.trackingSchema;
    static constexpr std::size_t longest = 63; // NAMEDATALEN - 1
    if (schema->empty() || schema->size() > longest || schema->contains('\0'))
        return invalidAt(*node, "\"tracking_schema\" must be the name of a schema, of at most 63 bytes");
    if (schema->starts_with("pg_") || *schema == "information_schema")
        return invalidAt(*node, "\"" + *schema + "\" is a schema of PostgreSQL's own and cannot be the tracking_schema",
                         "use another name");
    return schema;
}

Result<RevisionIdScheme> revisionIdsOf(const toml::table& table)
{
    const auto scheme = stringAt(table, "revision_ids");
    if (!scheme)
        return std::unexpected(scheme.error());
    if (*scheme == "time")
        return RevisionIdScheme::Time;
    if (*scheme == "hash")
        return RevisionIdScheme::Hash;
    if (const toml::node* node = table.get("revision_ids"); node && *scheme != "sequence")
        return invalidAt(*node, "revision_ids \"" + *scheme + "\" is not supported",
                         "use one of: sequence, time, hash");
    return RevisionIdScheme::Number;
}

Result<bool> flagAt(const toml::table& table, std::string_view key)
{
    const toml::node* node = table.get(key);
    if (!node)
        return false;
    if (const auto* flag = node->as_boolean())
        return flag->get();
    return invalidAt(*node, "\"" + std::string(key) + "\" must be true or false");
}

Result<NamingRules> readNaming(const toml::table& config)
{
    NamingRules rules;
    const toml::node* node = config.get("naming");
    if (!node)
        return rules;
    const toml::table* table = node->as_table();
    if (!table)
        return invalidAt(*node, "[naming] must be a table");
    if (auto known =
            onlyKeys(*table, "[naming]", {"snake_case", "primary_key", "unique", "foreign_key", "check", "index"});
        !known)
        return std::unexpected(known.error());
    auto snake = flagAt(*table, "snake_case");
    if (!snake)
        return std::unexpected(snake.error());
    rules.snakeCase = *snake;
    for (const auto& [key, member] :
         {std::pair{"primary_key", &NamingRules::primaryKey}, std::pair{"unique", &NamingRules::unique},
          std::pair{"foreign_key", &NamingRules::foreignKey}, std::pair{"check", &NamingRules::check},
          std::pair{"index", &NamingRules::index}}) {
        auto pattern = stringAt(*table, key);
        if (!pattern)
            return std::unexpected(pattern.error());
        rules.*member = *pattern;
    }
    return rules;
}

Result<Column> readTemplateColumn(const toml::node& node)
{
    const toml::table* table = node.as_table();
    if (!table)
        return invalidAt(node, "a column of a template must be a table { name = ..., type = ... }");
    if (auto known = onlyKeys(*table, "a column of a template", {"name", "type", "not_null", "default", "comment"});
        !known)
        return std::unexpected(known.error());
    Column column;
    for (const auto& [key, member] : {std::pair<std::string_view, std::string*>{"name", &column.name},
                                      {"type", &column.type},
                                      {"default", &column.defaultExpr},
                                      {"comment", &column.comment}}) {
        auto text = stringAt(*table, key);
        if (!text)
            return std::unexpected(text.error());
        *member = *text;
    }
    auto notNull = flagAt(*table, "not_null");
    if (!notNull)
        return std::unexpected(notNull.error());
    column.notNull = *notNull;
    if (column.name.empty() || column.type.empty())
        return invalidAt(node, "a column of a template needs a name and a type");
    return column;
}

Result<std::vector<ColumnTemplate>> readTemplates(const toml::table& config)
{
    std::vector<ColumnTemplate> templates;
    const toml::node* node = config.get("templates");
    if (!node)
        return templates;
    if (!node->is_array())
        return invalidAt(*node, "\"templates\" must be an array of tables: [[templates]]");
    for (const toml::node& element : *node->as_array()) {
        const toml::table* table = element.as_table();
        if (!table)
            return invalidAt(element, "each of [[templates]] must be a table");
        if (auto known = onlyKeys(*table, "[[templates]]", {"name", "columns", "primary_key"}); !known)
            return std::unexpected(known.error());
        ColumnTemplate made;
        auto name = stringAt(*table, "name");
        auto key = stringsAt(*table, "primary_key");
        if (!name || !key)
            return std::unexpected(!name ? name.error() : key.error());
        made.name = *name;
        made.primaryKey = *key;
        const toml::node* columns = table->get("columns");
        if (made.name.empty() || !columns || !columns->is_array())
            return invalidAt(element, "a template needs a name and a list of columns");
        for (const toml::node& each : *columns->as_array()) {
            auto column = readTemplateColumn(each);
            if (!column)
                return std::unexpected(column.error());
            made.columns.push_back(std::move(*column));
        }
        templates.push_back(std::move(made));
    }
    return templates;
}

Result<ProjectConfig> readConfig(const toml::table& table, const fs::path& root)
{
    if (auto known = onlyKeys(table, "",
                              {"name", "databases", "revisions", "revision_ids", "tracking_schema", "ignore",
                               "scratch_url", "naming", "templates", "backup"});
        !known)
        return std::unexpected(known.error());
    ProjectConfig config;
    auto name = stringAt(table, "name");
    if (!name)
        return std::unexpected(name.error());
    config.name = name->empty() ? root.filename().string() : *name;
    if (auto format = checkRevisionFormat(table); !format)
        return std::unexpected(format.error());
    auto ignore = stringsAt(table, "ignore");
    if (!ignore)
        return std::unexpected(ignore.error());
    static constexpr std::array<std::string_view, 5> aspects{"owners", "grants", "comments", "labels", "tablespaces"};
    for (const std::string& aspect : *ignore)
        if (std::ranges::find(aspects, aspect) == aspects.end())
            return invalidAt(*table.get("ignore"), "\"" + aspect + "\" cannot be ignored",
                             "use one of: owners, grants, comments, labels, tablespaces");
    config.ignore = *ignore;
    auto scratch = urlAt(table, "scratch_url");
    if (!scratch)
        return std::unexpected(scratch.error());
    config.scratchUrl = *scratch;
    const auto tracking = trackingSchemaOf(table);
    if (!tracking)
        return std::unexpected(tracking.error());
    const auto ids = revisionIdsOf(table);
    if (!ids)
        return std::unexpected(ids.error());
    auto backup = backupAt(table);
    if (!backup)
        return std::unexpected(backup.error());
    config.backup = *backup;
    auto naming = readNaming(table);
    if (!naming)
        return std::unexpected(naming.error());
    config.naming = *naming;
    auto templates = readTemplates(table);
    if (!templates)
        return std::unexpected(templates.error());
    config.templates = std::move(*templates);

    const toml::node* node = table.get("databases");
    if (!node) {
        Error error;
        error.message = "the project has no [[databases]]";
        error.hint = "check whether the file is truncated; even an empty project has one [[databases]] with a name";
        return std::unexpected(std::move(error));
    }
    const toml::array* databases = node->as_array();
    if (!databases || databases->empty())
        return invalidAt(*node, "\"databases\" must be an array of at least one table: [[databases]]");
    std::set<std::string> names;
    std::set<fs::path> folders;
    for (const toml::node& element : *databases) {
        auto database = readDatabase(element, databases->size() == 1, root);
        if (!database)
            return std::unexpected(database.error());
        if (!names.insert(database->name).second)
            return invalidAt(element, "two databases have the name \"" + database->name + "\"");
        if (!folders.insert(database->folder).second)
            return invalidAt(element, "two databases share the folder " + database->folder.string());
        database->trackingSchema = *tracking;
        database->revisionIds = *ids;
        config.databases.push_back(std::move(*database));
    }
    return config;
}

std::string tomlString(std::string_view text)
{
    // A JSON string is a TOML basic string, but for \/ which nlohmann does not write.
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string newConfigText(const std::string& name)
{
    return "# A Schemawright project. The model is catalog/schema.sql. Never put a password here:\n"
           "# use \"env:NAME\" as the url, or get the password from ~/.pgpass or secret_command.\n"
           "name = " +
           tomlString(name) +
           "\n\n"
           "[[databases]]\n"
           "name = " +
           tomlString(name) +
           "\n\n"
           "# [databases.environments.production]\n"
           "# url = \"env:SHOP_URL\"\n";
}

/// A name that cannot hold a folder separator, a control character or a leading dot becomes one: used where a project is named after a folder.
std::string databaseName(const std::string& name)
{
    std::string out;
    for (char c : name)
        out += c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20 ? '_' : c;
    if (out.empty() || out.front() == '.')
        out.insert(0, "_");
    return out;
}

} // namespace

const DatabaseConfig* Project::database(std::string_view name) const
{
    for (const DatabaseConfig& database : config.databases)
        if (database.name == name)
            return &database;
    return nullptr;
}

Result<ProjectConfig> parseProjectConfig(std::string_view text, const fs::path& root)
{
    try {
        const toml::table table = toml::parse(text);
        return readConfig(table, root);
    } catch (const toml::parse_error& thrown) {
        Error error;
        error.message = "the file is not valid TOML: " + std::string(thrown.description());
        error.line = thrown.source().begin.line;
        return std::unexpected(std::move(error));
    } catch (const TomlAssertionFailed&) {
        return fail(ErrorCode::Invalid, "the file is not valid TOML");
    }
}

Result<Project> openProject(const fs::path& folder)
{
    std::error_code failed;
    const fs::path start = fs::absolute(folder, failed).lexically_normal();
    if (failed || !fs::is_directory(start, failed))
        return fail(ErrorCode::NotFound, "no such folder: " + folder.string());
    for (fs::path root = start;; root = root.parent_path()) {
        const fs::path file = root / configName;
        if (fs::exists(file, failed)) {
            auto text = readFile(file);
            if (!text)
                return std::unexpected(text.error());
            auto config = parseProjectConfig(*text, root);
            if (!config) {
                config.error().file = file.string();
                return std::unexpected(config.error());
            }
            for (const DatabaseConfig& database : config->databases)
                if (auto inside = staysInside(root, database.folder); !inside)
                    return fail(ErrorCode::Invalid, "the folder of database \"" + database.name +
                                                        "\" is outside the project: " + database.folder.string() +
                                                        " is a link to " +
                                                        fs::weakly_canonical(database.folder, failed).string());
            return Project{root.has_filename() ? root : root.parent_path(), std::move(*config)};
        }
        if (root == root.parent_path())
            break;
    }
    return fail(ErrorCode::NotFound,
                start.string() + " is not a Schemawright project: neither it nor a parent folder has a " +
                    std::string(configName),
                "create one with schemawright init DIR");
}

Result<Project> createProject(const fs::path& folder, const std::string& name)
{
    std::error_code failed;
    fs::path root = fs::absolute(folder, failed).lexically_normal();
    if (!root.has_filename())
        root = root.parent_path();
    const fs::path file = root / configName;
    if (fs::exists(file, failed))
        return fail(ErrorCode::Conflict, root.string() + " is already a project");
    const std::string called = databaseName(name.empty() ? root.filename().string() : name);
    const bool fresh = !fs::exists(root, failed);
    const auto giveUp = [&](Error error) {
        std::error_code ignored;
        if (fresh)
            fs::remove_all(root, ignored);
        else
            fs::remove(file, ignored);
        return std::unexpected(std::move(error));
    };
    const auto denied = [&] {
        Error error;
        error.code = failed == std::errc::permission_denied || failed == std::errc::read_only_file_system
                         ? ErrorCode::Permission
                         : ErrorCode::Io;
        error.message = "could not create a project in " + root.string() + ": " + failed.message();
        return error;
    };
    fs::create_directories(root, failed);
    if (failed)
        return std::unexpected(denied());
    if (auto written = createFile(file, newConfigText(called)); !written)
        return giveUp(written.error());
    for (const char* part :
         {"diagrams", "revisions", "seeds/essential", "seeds/development", "seeds/staging", "seeds/production"}) {
        fs::create_directories(root / "catalog" / part, failed);
        if (failed)
            return giveUp(denied());
    }
    return openProject(root);
}

} // namespace schemawright
