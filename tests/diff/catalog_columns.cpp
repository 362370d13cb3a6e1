#include "tests/diff/catalog_columns.h"

#include "places.h"
#include "tests/support/scratch_fixture.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

namespace schemawright::test {

namespace {

namespace fs = std::filesystem;

std::string contentsOf(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator(in), {}};
}

/// The words of the sources that read: a column that is read has its name in a query.
std::set<std::string> wordsOfReaders()
{
    std::set<std::string> words;
    for (const char* room : {"diff/kinds", "diff/read"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(SCHEMAWRIGHT_SOURCE_DIR) / room)) {
            if (entry.path().extension() != ".cpp")
                continue;
            std::string word;
            for (const char c : contentsOf(entry.path())) {
                if (c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                    word += c;
                } else if (!word.empty()) {
                    words.insert(word);
                    word.clear();
                }
            }
        }
    return words;
}

/// "pg_class relfilenode reltuples: where and how the rows are stored", "pg_authid *: roles".
std::set<std::string> columnsWithReason()
{
    std::set<std::string> columns;
    std::istringstream lines(contentsOf(fs::path(SCHEMAWRIGHT_SOURCE_DIR) / "tests/diff/catalog_columns.txt"));
    for (std::string line; std::getline(lines, line);) {
        const std::size_t colon = line.find(": ");
        if (line.starts_with('#') || colon == std::string::npos)
            continue;
        std::istringstream names(line.substr(0, colon));
        std::string catalog;
        names >> catalog;
        for (std::string column; names >> column;)
            columns.insert(catalog + "." + column);
    }
    return columns;
}

} // namespace

std::vector<std::string> columnsWithoutReason(Connection& connection)
{
    const std::set<std::string> words = wordsOfReaders();
    const std::set<std::string> reasons = columnsWithReason();
    const Rows rows = need(connection.query("SELECT c.relname, a.attname FROM pg_catalog.pg_attribute a"
                                            " JOIN pg_catalog.pg_class c ON c.oid = a.attrelid"
                                            " WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r'"
                                            " AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> 'oid'"
                                            " ORDER BY 1, a.attnum"));
    std::vector<std::string> found;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::string column = rows.text(row, 0) + "." + rows.text(row, 1);
        if (!words.contains(rows.text(row, 1)) && !reasons.contains(column) &&
            !reasons.contains(rows.text(row, 0) + ".*"))
            found.push_back(column);
    }
    return found;
}

} // namespace schemawright::test
