#include "model/advice.h"

#include <QTest>

#include <algorithm>

using namespace schemawright;

namespace {

Column column(std::string name, std::string type, bool notNull = true)
{
    Column made;
    made.name = std::move(name);
    made.type = std::move(type);
    made.notNull = notNull;
    return made;
}

Constraint key(std::string name, ConstraintType type, std::vector<std::string> columns)
{
    Constraint made;
    made.name = std::move(name);
    made.type = type;
    made.columns = std::move(columns);
    return made;
}

Constraint foreign(std::string name, std::vector<std::string> columns, std::string table)
{
    Constraint made = key(std::move(name), ConstraintType::ForeignKey, std::move(columns));
    made.refTable = {"public", std::move(table)};
    made.refColumns = {"id"};
    return made;
}

Index index(const std::vector<std::string>& columns)
{
    Index made;
    for (const std::string& each : columns) {
        IndexKey part;
        part.column = each;
        made.keys.push_back(part);
    }
    return made;
}

ObjectKey table(const char* name)
{
    return keyOf(Kind::Table, "public", name);
}
ObjectKey part(Kind kind, const char* of, const char* name)
{
    return childKey(kind, "public", of, name);
}

/// customers(id) and orders(id, customer_id -> customers) with an index on the key: nothing to complain about.
Catalog shop(const std::function<void(Table& orders)>& change = {})
{
    Table customers;
    customers.columns = {column("id", "bigint")};
    customers.constraints = {key("customers_pkey", ConstraintType::PrimaryKey, {"id"})};
    Table orders;
    orders.columns = {column("id", "bigint"), column("customer_id", "bigint")};
    orders.constraints = {foreign("orders_customer_id_fkey", {"customer_id"}, "customers"),
                          key("orders_pkey", ConstraintType::PrimaryKey, {"id"})};
    if (change)
        change(orders);
    return baselineCatalog()
        .with(table("customers"), {customers, {}})
        .with(table("orders"), {orders, {}})
        .with(part(Kind::Index, "orders", "orders_customer_id_idx"), {index({"customer_id"}), {}});
}

std::vector<Advice> of(AdviceRule rule, const Catalog& catalog, const NamingRules& naming = {})
{
    std::vector<Advice> found = advise(catalog, naming);
    std::erase_if(found, [&](const Advice& each) { return each.rule != rule; });
    return found;
}

} // namespace

class tst_Advice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSoundModelGetsNone()
    {
        const std::vector<Advice> found = advise(shop());
        QVERIFY2(found.empty(), found.empty() ? "" : found.front().message.c_str());
    }

    void aTableWithoutPrimaryKeyGetsTheKeyItHasAlready()
    {
        const Catalog named = shop([](Table& orders) {
            std::erase_if(orders.constraints, [](const Constraint& c) { return c.type == ConstraintType::PrimaryKey; });
        });
        std::vector<Advice> found = of(AdviceRule::NoPrimaryKey, named);
        QCOMPARE(found.size(), 1U);
        QCOMPARE(found.front().repair, Repair(repair::AddPrimaryKey{table("orders"), {"id"}}));
        const Catalog unique = shop([](Table& orders) {
            orders.columns.push_back(column("number", "text"));
            orders.constraints.back() = key("orders_number_key", ConstraintType::Unique, {"number"});
        });
        found = of(AdviceRule::NoPrimaryKey, unique);
        QCOMPARE(found.front().repair, Repair(repair::AddPrimaryKey{table("orders"), {"number"}}));
    }

    void partitionsNeedNoKeyOfTheirOwn()
    {
        Table partition;
        partition.partitionOf = {"public", "orders"};
        QVERIFY(of(AdviceRule::NoPrimaryKey, shop().with(table("orders_2026"), {partition, {}})).empty());
    }

    void aForeignKeyWithoutIndexGetsOne()
    {
        const Catalog bare = shop().without(part(Kind::Index, "orders", "orders_customer_id_idx"));
        const std::vector<Advice> found = of(AdviceRule::UnindexedForeignKey, bare);
        QCOMPARE(found.size(), 1U);
        QCOMPARE(found.front().repair, Repair(repair::AddIndex{table("orders"), {"customer_id"}}));
        // A partial index does not serve every delete; one that begins with the column does.
        Index partial = index({"customer_id"});
        partial.where = "(id > 5)";
        QCOMPARE(of(AdviceRule::UnindexedForeignKey, bare.with(part(Kind::Index, "orders", "i"), {partial, {}})).size(),
                 1U);
        QVERIFY(of(AdviceRule::UnindexedForeignKey,
                   bare.with(part(Kind::Index, "orders", "i"), {index({"customer_id", "id"}), {}}))
                    .empty());
    }

    void differentTypesAcrossAKeyAreToBeTheSame()
    {
        const Catalog catalog = shop([](Table& orders) { orders.columns[1].type = "integer"; });
        const std::vector<Advice> found = of(AdviceRule::KeyTypeMismatch, catalog);
        QCOMPARE(found.size(), 1U);
        QCOMPARE(found.front().repair, Repair(repair::Retype{part(Kind::Column, "orders", "customer_id"), "bigint"}));
    }

    void anIndexThatAnotherOneCoversGoes()
    {
        const auto with = [](const char* name, const Index& added) {
            return of(AdviceRule::DuplicateIndex, shop().with(part(Kind::Index, "orders", name), {added, {}}));
        };
        std::vector<Advice> found = with("orders_customer_id_idx1", index({"customer_id"}));
        QCOMPARE(found.size(), 1U);
        QCOMPARE(found.front().key.name, std::string("orders_customer_id_idx1"));
        found = with("orders_customer_id_id_idx", index({"customer_id", "id"}));
        QCOMPARE(found.size(), 1U);
        QCOMPARE(found.front().key.name, std::string("orders_customer_id_idx"));
        QCOMPARE(with("orders_id_idx", index({"id"})).size(), 1U); // the primary key's
        Index unique = index({"customer_id"});
        unique.unique = true;
        QCOMPARE(with("z_unique", unique).front().key.name, std::string("orders_customer_id_idx"));
        Index hash = index({"customer_id"});
        hash.method = "hash";
        QVERIFY(with("orders_hash", hash).empty());
        Index descending = index({"id"});
        descending.keys.front().descending = true;
        QVERIFY(with("orders_back", descending).empty());
    }

    void keywordsAreNoNames()
    {
        const Catalog catalog = shop([](Table& orders) {
                                    orders.columns.push_back(column("order", "text", false));
                                }).with(table("user"), {Table{}, {}});
        const std::vector<Advice> found = of(AdviceRule::ReservedName, catalog);
        QCOMPARE(found.size(), 2U);
        QCOMPARE(found[0].repair, Repair(repair::RenameTo{table("user"), "users"}));
        QCOMPARE(found[1].repair, Repair(repair::RenameTo{part(Kind::Column, "orders", "order"), "order_value"}));
        QVERIFY(of(AdviceRule::ReservedName, shop().with(table("größe"), {Table{}, {}})).empty());
    }

    void namesFollowTheRulesOfTheProject()
    {
        NamingRules rules;
        rules.snakeCase = true;
        rules.foreignKey = "{table}_{columns}_to_{references}";
        const Catalog catalog = shop([](Table& orders) { orders.columns.push_back(column("shippedAt", "date")); });
        const std::vector<Advice> found = of(AdviceRule::NamingRule, catalog, rules);
        QCOMPARE(found.size(), 2U);
        QCOMPARE(found[0].repair, Repair(repair::RenameTo{part(Kind::Column, "orders", "shippedAt"), "shipped_at"}));
        QCOMPARE(found[1].repair, Repair(repair::RenameTo{part(Kind::Constraint, "orders", "orders_customer_id_fkey"),
                                                          "orders_customer_id_to_customers"}));
        QVERIFY(of(AdviceRule::NamingRule, catalog).empty());
    }

    void setNullNeedsAColumnThatMayBeNull()
    {
        const Catalog catalog =
            shop([](Table& orders) { orders.constraints.front().onDelete = ForeignKeyAction::SetNull; });
        QCOMPARE(of(AdviceRule::SetNullOnNotNull, catalog).front().repair,
                 Repair(repair::AllowNull{part(Kind::Column, "orders", "customer_id")}));
    }

    void policiesNeedRowSecurity()
    {
        const Catalog catalog = shop().with(part(Kind::Policy, "orders", "own"), {Policy{}, {}});
        QCOMPARE(of(AdviceRule::PolicyWithoutRowSecurity, catalog).front().repair,
                 Repair(repair::EnableRowSecurity{table("orders")}));
        const Catalog on = shop([](Table& orders) {
                               orders.rowSecurity = true;
                           }).with(part(Kind::Policy, "orders", "own"), {Policy{}, {}});
        QVERIFY(of(AdviceRule::PolicyWithoutRowSecurity, on).empty());
    }

    void whatWasNeverValidatedAndWhatIsSaidTwice()
    {
        const Catalog catalog = shop([](Table& orders) {
            orders.constraints.front().notValid = true;
            orders.constraints.push_back(foreign("orders_customer_id_fkey1", {"customer_id"}, "customers"));
        });
        QCOMPARE(of(AdviceRule::NotValidated, catalog).size(), 1U);
        QCOMPARE(of(AdviceRule::DuplicateForeignKey, catalog).front().repair,
                 Repair(repair::Remove{part(Kind::Constraint, "orders", "orders_customer_id_fkey1")}));
    }

    void everyAdviceSaysWhatItIsAndWhatItWouldDo()
    {
        Table bad;
        bad.columns = {column("user", "money"), column("at", "timestamp without time zone")};
        const std::vector<Advice> found = advise(shop().with(table("order"), {bad, {}}));
        QVERIFY(found.size() >= 5);
        for (const Advice& each : found) {
            QVERIFY(!each.message.empty());
            QVERIFY(!repairLabel(each.repair).empty());
            QVERIFY(adviceName(each.rule) != "advice");
        }
        QVERIFY(std::ranges::is_sorted(found, {}, [](const Advice& each) { return std::pair(each.rule, each.key); }));
    }

    void snakeCaseOfNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("snake");
        QTest::newRow("camel") << "shippedAt" << "shipped_at";
        QTest::newRow("acronym") << "HTTPServer" << "http_server";
        QTest::newRow("id") << "orderID" << "order_id";
        QTest::newRow("spaces") << "user account" << "user_account";
        QTest::newRow("number") << "2fa" << "_2fa";
        QTest::newRow("as it is") << "a_b_c" << "a_b_c";
        QTest::newRow("markup") << "<b>x</b>" << "b_x_b";
    }
    void snakeCaseOfNames()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, snake);
        QCOMPARE(QString::fromStdString(snakeCase(name.toStdString())), snake);
    }

    void namesAreCutToWhatPostgresTakes()
    {
        const std::string cut = nameAfter("{table}_idx", std::string(60, 'a') + "ö", {});
        QVERIFY(cut.size() <= 63);
        QVERIFY(QString::fromUtf8(cut).toStdString() == cut);
    }
};

QTEST_APPLESS_MAIN(tst_Advice)
#include "tst_advice.moc"
