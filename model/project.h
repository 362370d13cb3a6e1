#pragma once

#include "model/diagram.h"
#include "model/error.h"
#include "model/naming.h"
#include "model/object_key.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace schemawright {

/// A rename that the designer or --rename recorded: the object as it is called in the older schema, its new name, and the schema that it
/// moves to, if it does. For a column the key is its Column key, for a constraint its Constraint key, and so on. A list of them applies in
/// order.
struct Rename {
    ObjectKey from;
    std::string newName;
    std::string newSchema =
        {}; ///< ALTER ... SET SCHEMA; empty: it stays where it is. Only what has a schema of its own can move
    std::string newParent = {}; ///< of statistics that come into the schema of their table: the table (see Statistics)
    bool operator==(const Rename&) const = default;
};

/// One [environments.NAME] of schemawright.toml, for one database.
struct Environment {
    std::string name;
    std::string url;           ///< may be "env:NAME" (an environment variable); never holds a password
    std::string secretCommand; ///< prints JSON with username, password, host, port, dbname; empty: none
    bool operator==(const Environment&) const = default;
};

/// One database of a project. A project with a single database keeps its files in catalog/; one with several ("one per
/// service") in databases/<name>/.
struct DatabaseConfig {
    std::string name;
    std::filesystem::path folder;     ///< absolute; holds schema.sql, diagrams/, revisions/, seeds/
    std::vector<std::string> schemas; ///< managed schemas (patterns); empty: all
    std::vector<Environment> environments;
    bool operator==(const DatabaseConfig&) const = default;
};

/// schemawright.toml.
struct ProjectConfig {
    std::string name;
    std::vector<DatabaseConfig> databases; ///< at least one
    std::string revisionFormat = "native";
    std::vector<std::string> ignore; ///< "owners", "grants", "comments"...
    std::string scratchUrl;          ///< a server for scratch databases; empty: the embedded one
    NamingRules naming;
    std::vector<ColumnTemplate> templates; ///< of this project, besides usualTemplates()
    bool operator==(const ProjectConfig&) const = default;
};

/// A project folder that has been opened. Opening connects to nothing and runs nothing.
struct Project {
    std::filesystem::path root; ///< absolute
    ProjectConfig config;

    [[nodiscard]] const DatabaseConfig* database(std::string_view name) const;
};

/// A .sql file as it is on disk; the model is one or several, in order.
struct SourceFile {
    std::string path; ///< as to be shown in messages
    std::string text; ///< UTF-8
    bool operator==(const SourceFile&) const = default;
};

/// Finds schemawright.toml in `folder` or above it and reads it. Errors: NotFound ("... is no project"), Invalid with line.
[[nodiscard]] Result<Project> openProject(const std::filesystem::path& folder);
/// Reads the text of a schemawright.toml that lies in `root`. An unknown key, a wrong type and a password are Invalid, with the line.
[[nodiscard]] Result<ProjectConfig> parseProjectConfig(std::string_view toml, const std::filesystem::path& root);
/// Makes the folders and schemawright.toml with one database; fails where a project is there already.
[[nodiscard]] Result<Project> createProject(const std::filesystem::path& folder, const std::string& name);

/// schema.sql, or every *.sql in schema/ by name; an absent schema.sql is an empty model.
[[nodiscard]] Result<std::vector<SourceFile>> readModelFiles(const DatabaseConfig& database);
[[nodiscard]] Result<void> writeModelFile(const DatabaseConfig& database, const std::string& text);
/// diagrams/*.json by name.
[[nodiscard]] Result<std::vector<Diagram>> readDiagrams(const DatabaseConfig& database);
[[nodiscard]] Result<void> writeDiagram(const DatabaseConfig& database, const Diagram& diagram);
/// renames.json beside the model: those that no revision has taken up yet.
[[nodiscard]] Result<std::vector<Rename>> readRenames(const DatabaseConfig& database);
[[nodiscard]] Result<void> writeRenames(const DatabaseConfig& database, const std::vector<Rename>& renames);

/// Removes the diagram's file; NotFound where there is none of that name.
[[nodiscard]] Result<void> removeDiagram(const DatabaseConfig& database, const std::string& name);

/// A .sql file: UTF-8 without its byte order mark. Errors: those of readFile; Invalid with the line of what is no UTF-8.
[[nodiscard]] Result<SourceFile> readSqlFile(const std::filesystem::path& path);
/// Every *.sql of a folder (not of those below it), by name.
[[nodiscard]] Result<std::vector<SourceFile>> readSqlFolder(const std::filesystem::path& folder);

/// Whether writing to `path` writes inside of `folder`: a project may come from anybody, and a link in it must not lead our writing elsewhere.
/// Errors: Permission, with where the link leads to.
[[nodiscard]] Result<void> staysInside(const std::filesystem::path& folder, const std::filesystem::path& path);
/// All or nothing: temporary file in the same folder, fsync, rename. Errors: Io, Permission, with the path.
[[nodiscard]] Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view bytes);
/// A file that must not be there yet; Conflict where it is.
[[nodiscard]] Result<void> createFile(const std::filesystem::path& path, std::string_view bytes);
[[nodiscard]] Result<std::string> readFile(const std::filesystem::path& path);

} // namespace schemawright
