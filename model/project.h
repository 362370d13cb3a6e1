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

/// A rename that the designer or --rename recorded: the object by its name in the older schema, its new name, and its new schema if it moves.
/// For a column the key is its Column key, for a constraint its Constraint key, and so on. A list of renames applies in
/// order.
struct Rename {
    ObjectKey from;
    std::string newName;
    std::string newSchema =
        {}; ///< ALTER ... SET SCHEMA; empty: not moved. Only objects that have their own schema can move
    std::string newParent = {}; ///< for statistics that move into the schema of their table: the table (see Statistics)
    bool operator==(const Rename&) const = default;
};

/// Whether a backup is made before each run that changes a database.
enum class BackupRule {
    Unset, ///< an environment: as the project says; the project: only where it is asked for
    Never, ///< only where it is asked for
    Always,
};

/// One [environments.NAME] of schemawright.toml, for one database.
struct Environment {
    std::string name;
    std::string url;           ///< may be "env:NAME" (an environment variable); never contains a password
    std::string secretCommand; ///< prints JSON with username, password, host, port, dbname; empty: none
    BackupRule backup = BackupRule::Unset;
    bool operator==(const Environment&) const = default;
};

/// How a new revision gets its id.
enum class RevisionIdScheme {
    Number, ///< the next number: 0004
    Time,   ///< UTC: 20261129141503
    Hash,   ///< 12 hexadecimal digits
};

/// One database of a project. A project with one database keeps its files in catalog/; one with several ("one per
/// service") in databases/<name>/.
struct DatabaseConfig {
    std::string name;
    std::filesystem::path folder;     ///< absolute; holds schema.sql, diagrams/, revisions/, seeds/
    std::vector<std::string> schemas; ///< managed schemas (patterns); empty: all
    std::vector<Environment> environments;
    std::string trackingSchema = "schemawright";             ///< of the tracking tables; the project's
    RevisionIdScheme revisionIds = RevisionIdScheme::Number; ///< the project's
    bool operator==(const DatabaseConfig&) const = default;
};

/// schemawright.toml.
struct ProjectConfig {
    std::string name;
    std::vector<DatabaseConfig> databases; ///< at least one
    std::string revisionFormat = "native";
    std::vector<std::string> ignore; ///< "owners", "grants", "comments"...
    std::string scratchUrl;          ///< a server for scratch databases; empty: the embedded one
    BackupRule backup = BackupRule::Unset;
    NamingRules naming;
    std::vector<ColumnTemplate> templates; ///< of this project, in addition to usualTemplates()
    bool operator==(const ProjectConfig&) const = default;
};

/// An open project folder. Opening neither connects nor runs anything.
struct Project {
    std::filesystem::path root; ///< absolute
    ProjectConfig config;

    [[nodiscard]] const DatabaseConfig* database(std::string_view name) const;
};

/// A .sql file as on disk. The model consists of one or several, in order.
struct SourceFile {
    std::string path; ///< path for messages
    std::string text; ///< UTF-8
    bool operator==(const SourceFile&) const = default;
};

/// Finds schemawright.toml in `folder` or a parent folder and reads it. Errors: NotFound ("... is not a project"), Invalid with line.
[[nodiscard]] Result<Project> openProject(const std::filesystem::path& folder);
/// Reads the text of the schemawright.toml in `root`. Unknown keys, wrong types and passwords are Invalid, with the line.
[[nodiscard]] Result<ProjectConfig> parseProjectConfig(std::string_view toml, const std::filesystem::path& root);
/// Creates the folders and schemawright.toml with one database. Errors: Conflict if a project exists there.
[[nodiscard]] Result<Project> createProject(const std::filesystem::path& folder, const std::string& name);

/// schema.sql, or all *.sql in schema/ sorted by name. Without schema.sql the model is empty.
[[nodiscard]] Result<std::vector<SourceFile>> readModelFiles(const DatabaseConfig& database);
[[nodiscard]] Result<void> writeModelFile(const DatabaseConfig& database, const std::string& text);
/// All diagrams/*.json, sorted by name.
[[nodiscard]] Result<std::vector<Diagram>> readDiagrams(const DatabaseConfig& database);
[[nodiscard]] Result<void> writeDiagram(const DatabaseConfig& database, const Diagram& diagram);
/// renames.json beside the model: the renames that are not in a revision yet.
[[nodiscard]] Result<std::vector<Rename>> readRenames(const DatabaseConfig& database);
[[nodiscard]] Result<void> writeRenames(const DatabaseConfig& database, const std::vector<Rename>& renames);

/// Deletes the diagram's file. Errors: NotFound.
[[nodiscard]] Result<void> removeDiagram(const DatabaseConfig& database, const std::string& name);

/// Reads a .sql file: UTF-8, without a byte order mark. Errors: those of readFile; Invalid with the line that is not UTF-8.
[[nodiscard]] Result<SourceFile> readSqlFile(const std::filesystem::path& path);
/// Reads all *.sql of a folder, without its subfolders, sorted by name.
[[nodiscard]] Result<std::vector<SourceFile>> readSqlFolder(const std::filesystem::path& folder);

/// Checks that writing to `path` writes inside `folder`. A project can come from anyone, and a link in it must not redirect our writes.
/// Errors: Permission, with the target of the link.
[[nodiscard]] Result<void> staysInside(const std::filesystem::path& folder, const std::filesystem::path& path);
/// Writes all or nothing: temporary file in the same folder, fsync, rename. Errors: Io, Permission, with the path.
[[nodiscard]] Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view bytes);
/// Creates a file. Errors: Conflict if it exists.
[[nodiscard]] Result<void> createFile(const std::filesystem::path& path, std::string_view bytes);
[[nodiscard]] Result<std::string> readFile(const std::filesystem::path& path);

} // namespace schemawright
