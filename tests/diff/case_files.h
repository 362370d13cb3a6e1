#pragma once

#include "model/sql.h"
#include "places.h"

#include <QByteArrayList>
#include <QFile>
#include <QString>

#include <algorithm>
#include <array>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// The files of tests/cases: KIND/CASE.sql and what stands beside it.
namespace schemawright::test {

/// Names for {a}, {b}, {c}, {d}, {r}, {s} and the text of {t}.
struct Words {
    const char* label;
    std::array<const char*, 6> names;
    const char* text;
};

/// The first are those that the plans beside the cases are written with.
inline const std::array<Words, 4> wordLists{
    Words{"plain", {"one", "two", "three", "four", "owner_role", "reader_role"}, "text"},
    Words{"quotes",
          {"a\"b'c", "x\n--y", "*/ $$ /*", "\\;\r", "r'o\"le --", "$a$ role"},
          "it''s \"q\" -- */ $$ $body$ \n\\n ;"},
    Words{"keywords", {"select", "User", "table", "order", "default", "current user"}, "NULL"},
    Words{"long and right to left",
          {"\u05e9\u05dc\u05d5\u05dd\u202e\u05e2\u05d5\u05dc\u05dd\u05e9\u05dc\u05d5\u05dd\u05e2\u05d5\u05dc\u05dd"
           "\u05e9\u05dc\u05d5\u05dd\u05e2\u05d5\u05dc\u05dd\u05e9\u05dc\u05d5\u05dd\u05d0",
           "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
           "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc c", "\u200f\u0627\u0644\u0639\u0631",
           "r\u202erole", "\u05e7\u05d5\u05e8\u05d0"},
          "\u202e\u05e9\u05dc\u05d5\u05dd"}};

inline bool isPlain(const Words& words)
{
    return words.label == std::string_view("plain");
}

inline QByteArray filled(QByteArray text, const Words& words)
{
    const std::array<const char*, 6> places{"{a}", "{b}", "{c}", "{d}", "{r}", "{s}"};
    for (std::size_t i = 0; i < places.size(); ++i)
        text.replace(places.at(i), QByteArray::fromStdString(quoteIdent(words.names.at(i))));
    return text.replace("{t}", QByteArray::fromStdString(quoteLiteral(words.text)));
}

/// The two schemas of a case, the rows that must survive, what was renamed, and whether rows may be moved.
struct Sides {
    QByteArray before;
    QByteArray after;
    QByteArray rows;
    QByteArrayList renames;
    bool moveRows = false;
};

/// Before words are filled in: names may hold line breaks.
inline Sides sidesOf(const QByteArray& text)
{
    Sides sides;
    QByteArray common;
    QByteArray* part = &common;
    for (const QByteArray& line : text.split('\n')) {
        if (line.startsWith("-- rename "))
            sides.renames.append(line.mid(10));
        else if (line == "-- move rows")
            sides.moveRows = true;
        else if (line == "-- before")
            part = &sides.before;
        else if (line == "-- after")
            part = &sides.after;
        else if (line == "-- rows")
            part = &sides.rows;
        else
            *part += line + '\n';
    }
    sides.before.prepend(common);
    sides.after.prepend(common);
    return sides;
}

inline Sides filled(const Sides& sides, const Words& words)
{
    Sides all{filled(sides.before, words), filled(sides.after, words), filled(sides.rows, words), {}, sides.moveRows};
    for (const QByteArray& rename : sides.renames)
        all.renames.append(filled(rename, words));
    return all;
}

struct CaseFile {
    std::string name; ///< "enum/change"
    std::filesystem::path path;

    /// "plan", "down", "online": what stands beside it; empty where it is not there.
    [[nodiscard]] std::filesystem::path beside(const char* part) const
    {
        return path.parent_path() / (path.stem().string() + "." + part + ".sql");
    }
};

inline QByteArray readFile(const std::filesystem::path& path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        throw std::runtime_error(path.string() + ": " + file.errorString().toStdString());
    return file.readAll();
}

inline std::vector<CaseFile> caseFiles()
{
    std::vector<CaseFile> cases;
    namespace fs = std::filesystem;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(SCHEMAWRIGHT_SOURCE_DIR "/tests/cases"))
        if (entry.path().extension() == ".sql" && !entry.path().stem().has_extension())
            cases.push_back({(entry.path().parent_path().filename() / entry.path().stem()).string(), entry.path()});
    std::ranges::sort(cases, {}, &CaseFile::name);
    return cases;
}

} // namespace schemawright::test
