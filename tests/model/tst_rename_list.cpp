// Lists of renames and moves as values: how they add up, what they do to names, which of them can be done. No server: text is left alone.

#include "model/project.h"
#include "model/rename.h"

#include <QTemporaryDir>
#include <QTest>

using namespace schemawright;

class tst_RenameList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMoveChangesTheSchemaAndItsInverseTakesItBack();
    void aRenameThenAMoveAreOne();
    void aMoveTakenBackIsGone();
    void whatLiesBetweenTwoListsIsAsShortAsCanBe();
    void whatBelongsToATableGoesAlong();
    void statisticsHaveASchemaOfTheirOwn();
    void aRenamedSchemaTakesItsContentsAlong();
    void aSequenceIsFollowedWhereItsTableTakesIt();
    void whatCannotBeDoneIsLeftOut();
    void aNameIsTakenByWhatSharesItsNames();
    void movesAreWrittenBesideTheModelAndOldFilesAreRead();
};

namespace {

ObjectKey table(const char* schema, const char* name)
{
    return keyOf(Kind::Table, schema, name);
}

Rename move(ObjectKey from, const char* schema, const char* name = "")
{
    const std::string kept = *name == '\0' ? from.name : std::string(name);
    return {std::move(from), kept, schema};
}

/// app.orders with an index, a trigger, a policy, a serial column's sequence and statistics; app.lines references it.
Catalog shop()
{
    Table orders;
    orders.columns.resize(1);
    orders.columns[0].name = "id";
    orders.columns[0].type = "integer";
    Constraint key;
    key.name = "orders_pkey";
    key.type = ConstraintType::PrimaryKey;
    key.columns = {"id"};
    orders.constraints = {key};
    Table lines;
    Constraint reference;
    reference.name = "lines_fkey";
    reference.type = ConstraintType::ForeignKey;
    reference.columns = {"order_id"};
    reference.refTable = {"app", "orders"};
    reference.refColumns = {"id"};
    lines.constraints = {reference};
    Sequence sequence;
    sequence.ownedByTable = {"app", "orders"};
    sequence.ownedByColumn = "id";
    Statistics statistics;
    statistics.table = {"app", "orders"};
    statistics.columns = "id, state";
    return baselineCatalog()
        .with(schemaKey("app"), {Schema(), {}})
        .with(schemaKey("archive"), {Schema(), {}})
        .with(table("app", "orders"), {orders, {}})
        .with(table("app", "lines"), {lines, {}})
        .with(childKey(Kind::Index, "app", "orders", "orders_idx"), {Index(), {}})
        .with(childKey(Kind::Trigger, "app", "orders", "touch"), {Trigger(), {}})
        .with(childKey(Kind::Policy, "app", "orders", "mine"), {Policy(), {}})
        .with(keyOf(Kind::Sequence, "app", "orders_id_seq"), {sequence, {}})
        .with(childKey(Kind::Statistics, "app", "orders", "near"), {statistics, {}})
        .with(keyOf(Kind::Statistics, "archive", "far"), {statistics, {}});
}

std::vector<Rename> recorded(std::vector<Rename> renames)
{
    std::vector<Rename> list;
    for (Rename& rename : renames)
        recordRename(list, std::move(rename));
    return list;
}

} // namespace

void tst_RenameList::aMoveChangesTheSchemaAndItsInverseTakesItBack()
{
    const Rename both = move(table("app", "orders"), "archive", "purchases");
    QCOMPARE(renamedKey(both), table("archive", "purchases"));
    QCOMPARE(inverse(both), move(table("archive", "purchases"), "app", "orders"));
    QCOMPARE(inverse(inverse(both)), both);
    QCOMPARE(renamedBy(childKey(Kind::Column, "app", "orders", "id"), std::vector{both}),
             childKey(Kind::Column, "archive", "purchases", "id"));
    QCOMPARE(moveOf(shop(), table("app", "orders"), "app", "x"), (Rename{table("app", "orders"), "x"}));
}

void tst_RenameList::aRenameThenAMoveAreOne()
{
    const std::vector<Rename> one{move(table("app", "orders"), "archive", "purchases")};
    QCOMPARE(recorded({{table("app", "orders"), "purchases"}, move(table("app", "purchases"), "archive")}), one);
    QCOMPARE(recorded({move(table("app", "orders"), "archive"), {table("archive", "orders"), "purchases"}}), one);
    QCOMPARE(recorded({{table("app", "a"), "b"}, {table("app", "b"), "c"}}),
             (std::vector<Rename>{{table("app", "a"), "c"}}));
    // Something else in between stays where it is.
    const std::vector<Rename> apart{{table("app", "orders"), "purchases"},
                                    {childKey(Kind::Column, "app", "purchases", "id"), "no"},
                                    move(table("app", "purchases"), "archive")};
    QCOMPARE(recorded(apart), apart);
}

void tst_RenameList::aMoveTakenBackIsGone()
{
    QVERIFY(recorded({move(table("app", "orders"), "archive"), move(table("archive", "orders"), "app")}).empty());
    QVERIFY(recorded({move(table("app", "orders"), "archive"),
                      {table("archive", "orders"), "x"},
                      move(table("archive", "x"), "app"),
                      {table("app", "x"), "orders"}})
                .empty());
}

void tst_RenameList::whatLiesBetweenTwoListsIsAsShortAsCanBe()
{
    const Rename renamed{table("app", "orders"), "purchases"};
    const std::vector<Rename> both = recorded({renamed, move(table("app", "purchases"), "archive")});
    // Not by way of the first name, which somebody else may have by now.
    QCOMPARE(renamesBetween({renamed}, both), std::vector{move(table("app", "purchases"), "archive")});
    QCOMPARE(renamesBetween(both, {renamed}), std::vector{move(table("archive", "purchases"), "app")});
    QCOMPARE(renamesBetween(both, {}), std::vector{inverse(both.front())});
    QCOMPARE(renamesBetween({}, both), both);
    QVERIFY(renamesBetween(both, both).empty());
}

void tst_RenameList::whatBelongsToATableGoesAlong()
{
    const Catalog before = shop().without(keyOf(Kind::Statistics, "archive", "far"));
    const Rename rename = move(table("app", "orders"), "archive", "purchases");
    const Catalog after = renameNames(before, rename);
    QVERIFY(after.find(table("archive", "purchases")) && !after.find(table("app", "orders")));
    for (const auto& [kind, name] :
         {std::pair{Kind::Index, "orders_idx"}, {Kind::Trigger, "touch"}, {Kind::Policy, "mine"}}) {
        QVERIFY(after.find(childKey(kind, "archive", "purchases", name)));
        QVERIFY(!after.find(childKey(kind, "app", "orders", name)));
    }
    const auto* sequence = after.get<Sequence>(keyOf(Kind::Sequence, "archive", "orders_id_seq"));
    QVERIFY(sequence && !after.find(keyOf(Kind::Sequence, "app", "orders_id_seq")));
    QCOMPARE(sequence->ownedByTable, (QualifiedName{"archive", "purchases"}));
    QCOMPARE(after.get<Table>(table("app", "lines"))->constraints.front().refTable,
             (QualifiedName{"archive", "purchases"}));
    QVERIFY(renameNames(after, inverse(rename)) == before);
}

void tst_RenameList::statisticsHaveASchemaOfTheirOwn()
{
    const Catalog before = shop();
    const Catalog after = renameNames(before, move(table("app", "orders"), "archive"));
    // Those beside the table are taken along by its move; those that were in the new schema are beside it now.
    for (const char* name : {"near", "far"})
        QVERIFY2(after.find(childKey(Kind::Statistics, "archive", "orders", name)), name);
    const ObjectKey far = keyOf(Kind::Statistics, "archive", "far");
    QVERIFY(hasOwnSchema(far) && hasOwnSchema(childKey(Kind::Statistics, "app", "orders", "near")));
    QVERIFY(!hasOwnSchema(childKey(Kind::Index, "app", "orders", "orders_idx")));
    const Rename home = moveOf(before, far, "app", "far");
    QCOMPARE(renamedKey(home), childKey(Kind::Statistics, "app", "orders", "far"));
    QCOMPARE(renamedKey(inverse(home)), far);
    QVERIFY(renameNames(renameNames(before, home), inverse(home)) == before);
}

void tst_RenameList::aRenamedSchemaTakesItsContentsAlong()
{
    const Catalog before = shop();
    const Rename rename{schemaKey("app"), "sales"};
    const Catalog after = renameNames(before, rename);
    QVERIFY(after.find(table("sales", "orders")) && after.find(childKey(Kind::Trigger, "sales", "orders", "touch")));
    QCOMPARE(after.get<Table>(table("sales", "lines"))->constraints.front().refTable,
             (QualifiedName{"sales", "orders"}));
    QVERIFY(renameNames(after, inverse(rename)) == before);
}

void tst_RenameList::aSequenceIsFollowedWhereItsTableTakesIt()
{
    const Catalog from = shop();
    const std::vector<Rename> renames{{keyOf(Kind::Sequence, "app", "orders_id_seq"), "counter"},
                                      move(table("app", "orders"), "archive")};
    Catalog to = from;
    for (const Rename& rename : renames)
        to = renameNames(to, rename);
    QVERIFY(to.find(keyOf(Kind::Sequence, "archive", "counter")));
    QCOMPARE(finalKeys(from, renames),
             (std::vector{keyOf(Kind::Sequence, "archive", "counter"), table("archive", "orders")}));
    QCOMPARE(renamedBy(keyOf(Kind::Sequence, "app", "orders_id_seq"), spelledOut(from, renames)),
             keyOf(Kind::Sequence, "archive", "counter"));
    QCOMPARE(applicableRenames(renames, from, to), renames);
}

void tst_RenameList::whatCannotBeDoneIsLeftOut()
{
    const Catalog from = shop();
    const Rename rename = move(table("app", "orders"), "archive");
    const Catalog to = renameNames(from, rename);
    QCOMPARE(applicableRenames({rename}, from, to), std::vector{rename});
    QVERIFY2(applicableRenames({rename}, to, to).empty(), "it is there already");
    QVERIFY2(applicableRenames({rename}, from, to.without(renamedKey(rename))).empty(), "it was dropped afterwards");
    const std::vector<Rename> later{rename, {childKey(Kind::Column, "archive", "orders", "id"), "no"}};
    QCOMPARE(applicableRenames(later, from, renameNames(to, later.back())), later);
}

void tst_RenameList::aNameIsTakenByWhatSharesItsNames()
{
    const Catalog catalog = shop().with(keyOf(Kind::Enum, "app", "mood"), {Enum(), {}});
    QVERIFY(nameTaken(catalog, keyOf(Kind::View, "app", "orders")));
    QVERIFY(nameTaken(catalog, keyOf(Kind::Sequence, "app", "orders_idx")));
    QVERIFY2(nameTaken(catalog, table("app", "orders_pkey")), "the index behind a key");
    QVERIFY2(nameTaken(catalog, table("app", "mood")), "its row type");
    QVERIFY(nameTaken(catalog, keyOf(Kind::Domain, "app", "orders")));
    QVERIFY(!nameTaken(catalog, keyOf(Kind::Domain, "app", "orders_idx")));
    QVERIFY(!nameTaken(catalog, keyOf(Kind::Function, "app", "orders")));
    QVERIFY(!nameTaken(catalog, table("archive", "orders")));
}

void tst_RenameList::movesAreWrittenBesideTheModelAndOldFilesAreRead()
{
    const QTemporaryDir folder;
    DatabaseConfig database;
    database.folder = folder.path().toStdString();
    const std::vector<Rename> renames{{childKey(Kind::Column, "public", "orders", "state"), "status"},
                                      move(table("a\"b", "x\ny"), "new\nschema", "z"),
                                      {keyOf(Kind::Statistics, "b", "far"), "far", "app", "orders"}};
    QVERIFY(writeRenames(database, renames));
    QVERIFY(readRenames(database).value() == renames);
    // As they were written before there were moves.
    QFile old(folder.filePath(QStringLiteral("renames.json")));
    QVERIFY(old.open(QFile::WriteOnly));
    old.write(R"([{"kind":"table","schema":"app","name":"orders","to":"purchases"}])");
    old.close();
    const Result<std::vector<Rename>> read = readRenames(database);
    QVERIFY2(read, read ? "" : read.error().text().c_str());
    QCOMPARE(*read, (std::vector<Rename>{{table("app", "orders"), "purchases"}}));
}

QTEST_GUILESS_MAIN(tst_RenameList)
#include "tst_rename_list.moc"
