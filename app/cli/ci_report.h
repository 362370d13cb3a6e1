#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace schemawright::cli {

/// Something that a check of `ci` found.
struct CiFinding {
    std::string rule; ///< a rule of lint, or "history", "edited-revision", "proof", "model-differs", "missing-table"
    std::string message;
    std::filesystem::path file; ///< empty: no file
    std::size_t line = 0;       ///< 0: the file as a whole
    bool isError = true;        ///< false: a hazard that lint warns of
};

/// One check of one database.
struct CiCheck {
    std::string database;
    std::string name; ///< "history", "edited files", "proof of 0003"...
    double seconds = 0;
    std::string result;         ///< what was seen where it passed: "3 revisions, one head"
    std::string skippedBecause; ///< why it did not run; empty if it did
    std::vector<CiFinding> findings;

    [[nodiscard]] bool failed() const { return !findings.empty(); }
};

/// A line for each check, and its findings below it.
[[nodiscard]] std::string ciText(const std::vector<CiCheck>& checks, const std::filesystem::path& root);
[[nodiscard]] std::string ciJson(const std::vector<CiCheck>& checks, const std::filesystem::path& root);
/// JUnit's XML: a test suite for each database, a test case for each check.
[[nodiscard]] std::string ciJUnit(const std::vector<CiCheck>& checks, const std::filesystem::path& root);
/// SARIF 2.1.0, which code hosts show beside the lines of a change. Files are relative to `root`, the project's folder.
[[nodiscard]] std::string ciSarif(const std::vector<CiCheck>& checks, const std::filesystem::path& root);

} // namespace schemawright::cli
