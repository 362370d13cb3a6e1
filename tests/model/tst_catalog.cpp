#include "model/catalog.h"

#include <QTest>

#include <sys/resource.h>

using namespace schemawright;

namespace {

Catalog smallCatalog()
{
    Table orders;
    orders.columns = {{.name = "id", .type = "bigint", .notNull = true, .identity = Identity::Always},
                      {.name = "state", .type = "text", .defaultExpr = "'new'::text", .comment = "it's \"quoted\"\n"}};
    orders.constraints = {{.name = "orders_pkey", .type = ConstraintType::PrimaryKey, .columns = {"id"}}};
    orders.options = {{"fillfactor", "70"}};
    Object table{orders, {.owner = "shop", .acl = std::vector<Grant>{{"", "shop", "r", ""}}}};
    View view{.query = " SELECT 1 AS one", .columns = {{.name = "one", .type = "integer"}}, .options = {}};
    return baselineCatalog()
        .with(keyOf(Kind::Table, "public", "orders"), table)
        .with(keyOf(Kind::View, "public", "v"), {view, {}})
        .with(Dependencies({{keyOf(Kind::View, "public", "v"), childKey(Kind::Column, "public", "orders", "id")}}));
}

} // namespace

class tst_Catalog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bytesAndBackIsTheSameCatalog()
    {
        const Catalog catalog = smallCatalog();
        const auto back = deserializeCatalog(serialize(catalog));
        QVERIFY(back);
        QVERIFY(*back == catalog);
        QCOMPARE(back->dependencies().edges(), catalog.dependencies().edges());
    }
    void bytesCanNameEveryKind()
    {
        const ObjectKey value = childKey(Kind::EnumValue, "public", "status", "open");
        const ObjectKey attribute = childKey(Kind::Attribute, "public", "address", "city");
        const Catalog catalog = smallCatalog().with(Dependencies({{value, attribute}}));
        const auto back = deserializeCatalog(serialize(catalog));
        QVERIFY(back);
        QVERIFY(back->dependencies().edges() == catalog.dependencies().edges());
    }
    void truncatedOrForeignBytesAreNotACatalog()
    {
        const std::string bytes = serialize(smallCatalog());
        for (std::size_t size = 0; size < bytes.size(); ++size)
            QVERIFY2(!deserializeCatalog(std::string_view(bytes).substr(0, size)), std::to_string(size).c_str());
        QVERIFY(!deserializeCatalog("schemawright catalog 0\n"));
    }
    /// A length is only a claim: what it takes in memory is in proportion to the bytes.
    void aLengthThatIsTooLargeTakesNoMemory()
    {
        const std::string bytes = serialize(Catalog().with(keyOf(Kind::Table, "public", "t"), {Table{}, {}}));
        const auto peak = [] {
            rusage usage{};
            ::getrusage(RUSAGE_SELF, &usage);
            return usage.ru_maxrss / 1024; // MB
        };
        const std::string more(8U << 20U, '\xff');
        const long before = peak();
        for (std::size_t at = bytes.find('\n') + 1; at < bytes.size(); ++at)
            QVERIFY(!deserializeCatalog(bytes.substr(0, at) + "\xff\xff\xff\x03" + more)); // 8,388,607
        QVERIFY2(peak() - before < 500, std::to_string(peak() - before).c_str());
    }
    void findsByKeyByRelationAndByParent()
    {
        const Catalog catalog =
            smallCatalog().with(childKey(Kind::Index, "public", "orders", "orders_state"), {Index{}, {}});
        QVERIFY(catalog.get<Table>(keyOf(Kind::Table, "public", "orders")));
        QVERIFY(!catalog.get<View>(keyOf(Kind::Table, "public", "orders")));
        QCOMPARE(catalog.findRelation("public", "v")->key->kind, Kind::View);
        QCOMPARE(catalog.childrenOf("public", "orders").size(), std::size_t(1));
        QVERIFY(!catalog.without(keyOf(Kind::Table, "public", "orders")).find(keyOf(Kind::Table, "public", "orders")));
    }
    void anUnchangedObjectIsSharedByPointer()
    {
        const Catalog before = smallCatalog();
        const Catalog after = before.with(keyOf(Kind::View, "public", "w"), {View{}, {}});
        const ObjectKey orders = keyOf(Kind::Table, "public", "orders");
        QCOMPARE(after.findEntry(orders)->object, before.findEntry(orders)->object);
    }
    void fieldChangesNameTheColumnAndTheField()
    {
        Object before{*smallCatalog().get<Table>(keyOf(Kind::Table, "public", "orders")), {}};
        Object after = before;
        std::get<Table>(after.body).columns[1].type = "integer";
        std::get<Table>(after.body).columns.push_back({.name = "note", .type = "text"});
        const std::vector<FieldChange> changes = fieldChanges(before, after);
        QCOMPARE(changes.size(), std::size_t(2));
        QCOMPARE(changes[0], (FieldChange{"columns.state.type", "text", "integer"}));
        QCOMPARE(changes[1], (FieldChange{"columns.note", "", "note type=text"}));
    }
};

QTEST_APPLESS_MAIN(tst_Catalog)
#include "tst_catalog.moc"
