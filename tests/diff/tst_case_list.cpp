// What the cases of tests/cases are all together: no kind is forgotten, and each has its plan beside it.

#include "diff/kinds/base/kind_ops.h"
#include "tests/diff/case_files.h"

#include <QTest>

#include <map>
#include <set>

using namespace schemawright;
namespace fs = std::filesystem;

namespace {

/// Kinds that PostgreSQL gives no owner, comment or privileges; a schema has nothing else.
bool exists(Kind kind, const std::string& verb)
{
    static const std::set<Kind> ownerless{
        Kind::Extension,    Kind::Cast,      Kind::TextSearchParser, Kind::TextSearchTemplate,
        Kind::AccessMethod, Kind::Transform, Kind::UserMapping,      Kind::Index,
        Kind::Rule,         Kind::Trigger,   Kind::Policy,           Kind::DefaultPrivileges};
    if (verb == "owner")
        return !ownerless.contains(kind);
    if (verb == "comment")
        return kind != Kind::UserMapping && kind != Kind::DefaultPrivileges;
    if (verb == "grant")
        return kindOps(kind)->grantTarget != nullptr;
    return verb != "alter" || kind != Kind::Schema;
}

/// Kind and what is done to it, out of the first line of a plan, which tst_cases compares: "-- exercises: enum: alter, comment; table: drop".
std::map<std::string, std::set<std::string>> exercisedIn(const fs::path& plan)
{
    std::map<std::string, std::set<std::string>> all;
    const QString line = QString::fromUtf8(test::readFile(plan)).section(u'\n', 0, 0);
    for (const QString& kind : line.section(QStringLiteral("-- exercises: "), 1).split(QStringLiteral("; ")))
        for (const QString& verb : kind.section(QStringLiteral(": "), 1).split(QStringLiteral(", ")))
            all[kind.section(QStringLiteral(": "), 0, 0).toStdString()].insert(verb.toStdString());
    return all;
}

} // namespace

class tst_CaseList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noKindLacksACase();
    void everyCaseHasItsPlan();
};

void tst_CaseList::noKindLacksACase()
{
    std::map<std::string, std::set<std::string>> seen;
    for (const test::CaseFile& file : test::caseFiles())
        for (auto& [kind, verbs] : exercisedIn(file.beside("plan")))
            seen[kind].merge(verbs);
    std::string lacks;
    for (const KindOps* room : allKindOps())
        for (const std::string verb : {"create", "alter", "drop", "comment", "owner", "grant"})
            if (exists(room->kind, verb) && !seen[std::string(kindName(room->kind))].contains(verb))
                lacks += std::string(kindName(room->kind)) + ": " + verb + "\n";
    QVERIFY2(lacks.empty(), lacks.c_str());
}

void tst_CaseList::everyCaseHasItsPlan()
{
    std::set<fs::path> known;
    for (const test::CaseFile& file : test::caseFiles()) {
        const QByteArray text = "\n" + test::readFile(file.path);
        QVERIFY2(text.contains("\n-- after\n"), file.path.c_str());
        for (const char* part : {"plan", "down"})
            QVERIFY2(fs::exists(file.beside(part)), file.beside(part).c_str());
        known.insert({file.path, file.beside("plan"), file.beside("down"), file.beside("online")});
    }
    QVERIFY(!known.empty());
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(SCHEMAWRIGHT_SOURCE_DIR "/tests/cases"))
        QVERIFY2(entry.is_directory() || known.contains(entry.path()), entry.path().c_str());
}

QTEST_GUILESS_MAIN(tst_CaseList)
#include "tst_case_list.moc"
