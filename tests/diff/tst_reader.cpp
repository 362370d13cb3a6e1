// Reading a database on a real server: what is seen, what is left out, what is named.

#include "diff/kinds/base/attributes.h"
#include "diff/kinds/base/reading.h"
#include "diff/read/read.h"
#include "diff/resolve/resolve.h"
#include "diff/server/scratch_user.h"
#include "model/sql.h"
#include "tests/diff/catalog_columns.h"
#include "tests/support/scratch_fixture.h"

#include <QTest>

#include <algorithm>

using namespace schemawright;
using namespace schemawright::test;

class tst_Reader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFreshDatabaseIsTheBaseline();
    void objectsOfEveryRoomAreRead();
    void whatBelongsToAnExtensionIsLeftOut();
    void theToolsOwnSchemaAndTemporaryThingsAreLeftOut();
    void nothingIsUnknown();
    void whatInformationSchemaHidesIsNamed();
    void dependenciesAreInNames();
    void privilegesAreReadAgainstTheirDefault();
    void ownersOfTheScratchServerAreNotSpecified();
    void whatBelongsToAnExtensionsViewIsTheExtensions();
    void aScopeLeavesOutSchemasAndAspects();
    void aStoppedReadingLeavesTheConnectionUsable();
    void aLargeDatabaseIsReadTheSameOverTwoConnections();
    void everyColumnOfTheCatalogsIsReadOrHasAReason();

private:
    Reading readBack(std::string_view sql, const Scope& scope = {})
    {
        const ScratchDatabase database = m_scratch.databaseWith(sql);
        return need(readCatalog(database.spec(), scope));
    }
    ScratchFixture m_scratch;
};

namespace {

bool has(const std::vector<std::string>& list, const std::string& text)
{
    return std::ranges::find(list, text) != list.end();
}

ObjectKey table(const std::string& name)
{
    return keyOf(Kind::Table, "public", name);
}

ObjectKey part(Kind kind, const std::string& parent, const std::string& name)
{
    return childKey(kind, "public", parent, name);
}

bool needs(const Catalog& catalog, const ObjectKey& dependent, const ObjectKey& referenced)
{
    const std::vector<ObjectKey> needed = catalog.dependencies().of(dependent);
    return std::ranges::find(needed, referenced) != needed.end();
}

} // namespace

void tst_Reader::aFreshDatabaseIsTheBaseline()
{
    const Reading reading = readBack("SELECT 1");
    QVERIFY(reading.catalog == baselineCatalog());
    QVERIFY(reading.unknown.empty());
    QVERIFY(reading.hidden.empty());
    QCOMPARE(reading.server.version / 10000, m_scratch.server().version() / 10000);
    QCOMPARE(reading.server.encoding, "UTF8");
    QCOMPARE(reading.server.user, std::string(scratchUser));
}

void tst_Reader::objectsOfEveryRoomAreRead()
{
    const Reading reading = readBack(
        "CREATE SCHEMA shop; COMMENT ON SCHEMA shop IS 'it''s the shop';"
        "CREATE TYPE shop.mood AS ENUM ('sad', 'ok');"
        "ALTER TYPE shop.mood ADD VALUE 'meh' BEFORE 'ok';"
        "CREATE DOMAIN shop.code AS varchar(8) COLLATE \"C\" DEFAULT 'x' NOT NULL CONSTRAINT short CHECK "
        "(length(VALUE) < 5);"
        "COMMENT ON CONSTRAINT short ON DOMAIN shop.code IS 'short codes';"
        "CREATE TYPE shop.pair AS (a int, \"B c\" text COLLATE \"C\"); COMMENT ON COLUMN shop.pair.a IS 'first';"
        "CREATE SEQUENCE shop.s AS integer INCREMENT -2 MINVALUE -100 MAXVALUE -1 START -7 CACHE 3 CYCLE;"
        "CREATE TABLE shop.t (id serial);"
        "CREATE FUNCTION shop.f(a int, b text DEFAULT 'x,y', OUT c int) LANGUAGE sql STABLE STRICT COST 7"
        " SET search_path TO shop, \"a b\", '' AS $$SELECT 1$$;"
        "CREATE PROCEDURE shop.p(INOUT x int) LANGUAGE plpgsql AS $$BEGIN x := 1; END$$;"
        "CREATE AGGREGATE shop.total(numeric) (sfunc = numeric_add, stype = numeric, initcond = '0', parallel = "
        "safe);");
    const Catalog& catalog = reading.catalog;
    QVERIFY(reading.unknown.empty());
    QVERIFY(reading.hidden.empty());
    QCOMPARE(catalog.find(schemaKey("shop"))->attributes.comment, "it's the shop");
    QCOMPARE(catalog.get<Enum>(keyOf(Kind::Enum, "shop", "mood"))->values,
             (std::vector<std::string>{"sad", "meh", "ok"}));

    const Domain* code = catalog.get<Domain>(keyOf(Kind::Domain, "shop", "code"));
    QVERIFY(code);
    QCOMPARE(code->type, "character varying(8)");
    QCOMPARE(code->collation, "\"C\"");
    QCOMPARE(code->defaultExpr, "'x'::character varying");
    QVERIFY(code->notNull);
    QCOMPARE(code->constraints.size(), 1U);
    QCOMPARE(code->constraints[0].expression, "(length((VALUE)::text) < 5)");
    QCOMPARE(code->constraints[0].comment, "short codes");

    const CompositeType* pair = catalog.get<CompositeType>(keyOf(Kind::CompositeType, "shop", "pair"));
    QVERIFY(pair);
    QCOMPARE(pair->attributes,
             (std::vector<CompositeField>{{"a", "integer", "", "first"}, {"B c", "text", "\"C\"", ""}}));

    const Sequence* sequence = catalog.get<Sequence>(keyOf(Kind::Sequence, "shop", "s"));
    QVERIFY(sequence);
    QCOMPARE(sequence->options, (SequenceOptions{"integer", -7, -2, -100, -1, 3, true}));
    const Sequence* serial = catalog.get<Sequence>(keyOf(Kind::Sequence, "shop", "t_id_seq"));
    QVERIFY(serial);
    QCOMPARE(serial->ownedByTable, (QualifiedName{"shop", "t"}));
    QCOMPARE(serial->ownedByColumn, "id");

    const Function* function = catalog.get<Function>({Kind::Function, "shop", {}, "f", "integer, text"});
    QVERIFY(function);
    QCOMPARE(function->arguments, "a integer, b text DEFAULT 'x,y'::text, OUT c integer");
    QCOMPARE(function->result, "integer");
    QCOMPARE(function->volatility, "stable");
    QVERIFY(function->strict);
    QCOMPARE(function->cost, 7.0);
    QCOMPARE(function->settings, (std::vector<Option>{{"search_path", "shop, \"a b\", \"\""}}));
    QVERIFY(catalog.get<Function>({Kind::Function, "shop", {}, "p", "integer"})->procedure);

    const Aggregate* total = catalog.get<Aggregate>({Kind::Aggregate, "shop", {}, "total", "numeric"});
    QVERIFY(total);
    QCOMPARE(total->definition,
             (std::vector<Option>{
                 {"sfunc", "numeric_add"}, {"stype", "numeric"}, {"initcond", "'0'"}, {"parallel", "SAFE"}}));
}

void tst_Reader::whatBelongsToAnExtensionIsLeftOut()
{
    const Reading reading =
        readBack("CREATE SCHEMA e; CREATE EXTENSION citext SCHEMA e; CREATE TABLE t (name e.citext, names e.citext[])");
    QVERIFY(reading.unknown.empty());
    QCOMPARE(reading.catalog.get<Extension>(keyOf(Kind::Extension, {}, "citext"))->schema, "e");
    for (const Catalog::Entry& entry : reading.catalog)
        QVERIFY2(entry.key->schema != "e", entry.key->display().c_str());
    const ObjectKey citext = keyOf(Kind::Extension, {}, "citext");
    QVERIFY(needs(reading.catalog, part(Kind::Column, "t", "name"), citext));
    QVERIFY(needs(reading.catalog, part(Kind::Column, "t", "names"), citext));
    QVERIFY(needs(reading.catalog, citext, schemaKey("e")));
}

void tst_Reader::theToolsOwnSchemaAndTemporaryThingsAreLeftOut()
{
    const ScratchDatabase database =
        m_scratch.databaseWith("CREATE SCHEMA schemawright; CREATE TABLE schemawright.revisions (id text)");
    Connection connection = need(database.connect());
    need(connection.query(
        "CREATE TEMPORARY TABLE here (id int); CREATE TEMPORARY SEQUENCE s; CREATE FUNCTION pg_temp.f() RETURNS int"
        " LANGUAGE sql AS 'SELECT 1'"));
    const Reading reading = need(readCatalog(connection));
    QVERIFY(reading.catalog == baselineCatalog());
}

void tst_Reader::nothingIsUnknown()
{
    const Reading reading =
        readBack("CREATE TYPE shell; CREATE FOREIGN DATA WRAPPER wrap; CREATE SERVER far FOREIGN DATA WRAPPER wrap;"
                 "CREATE FOREIGN TABLE ft (a int OPTIONS (x '1')) SERVER far OPTIONS (b '2', a '1');"
                 "CREATE SUBSCRIPTION sub CONNECTION 'host=h password=secret dbname=''a b''' PUBLICATION p"
                 " WITH (connect = false, slot_name = NONE)");
    QVERIFY2(reading.unknown.empty(), join(reading.unknown, "; ").c_str());
    QVERIFY(reading.catalog.get<BaseType>(keyOf(Kind::BaseType, "public", "shell"))->definition.empty());
    const auto* table = reading.catalog.get<Table>(keyOf(Kind::Table, "public", "ft"));
    QVERIFY(table);
    QCOMPARE(table->foreignServer, "far");
    QVERIFY((table->foreignOptions == Options{{"a", "1"}, {"b", "2"}}));
    QCOMPARE(table->foreignOptions.front().name, "b"); // as PostgreSQL keeps them
    QVERIFY((table->columns.front().foreignOptions == Options{{"x", "1"}}));
    // A password never leaves the database.
    const auto* subscription = reading.catalog.get<Subscription>(keyOf(Kind::Subscription, {}, "sub"));
    QVERIFY(subscription);
    QCOMPARE(subscription->connection, "dbname='a b' host='h'");
    QVERIFY(!subscription->hasSlot);
}

void tst_Reader::whatInformationSchemaHidesIsNamed()
{
    need(m_scratch.server().ensureRoles({"reader_only"}));
    const ScratchDatabase database =
        m_scratch.databaseWith("CREATE SCHEMA secret; CREATE TABLE secret.t (id serial); CREATE DOMAIN secret.d AS int;"
                               "CREATE FUNCTION secret.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; REVOKE ALL ON "
                               "FUNCTION secret.f() FROM PUBLIC;"
                               "REVOKE ALL ON DOMAIN secret.d FROM PUBLIC;"
                               "CREATE TABLE open (id int); GRANT SELECT ON open TO reader_only");
    Connection connection = need(database.connect());
    need(connection.query("SET ROLE reader_only"));
    const Reading reading = need(readCatalog(connection));
    for (const std::string seen :
         {"schema secret", "sequence secret.t_id_seq", "domain secret.d", "function secret.f()", "table secret.t"})
        QVERIFY2(has(reading.hidden, seen), (seen + " is not in " + join(reading.hidden, "; ")).c_str());
    QVERIFY(!has(reading.hidden, "table public.open"));
    // What is hidden there is read from pg_catalog all the same.
    QVERIFY(reading.catalog.get<Function>({Kind::Function, "secret", {}, "f", {}}));
    QCOMPARE(reading.catalog.get<Sequence>(keyOf(Kind::Sequence, "secret", "t_id_seq"))->options.type, "integer");
}

void tst_Reader::dependenciesAreInNames()
{
    const Reading reading = readBack(
        "CREATE TYPE mood AS ENUM ('a'); CREATE TYPE pair AS (x mood); CREATE DOMAIN pairs AS pair[];"
        "CREATE FUNCTION twice(int) RETURNS int IMMUTABLE LANGUAGE sql RETURN $1 * 2;"
        "CREATE TABLE a (id serial CONSTRAINT a_key PRIMARY KEY, m mood[] DEFAULT '{a}', p pairs, CONSTRAINT small "
        "CHECK (twice(id) < 9));"
        "CREATE TABLE b (a int CONSTRAINT b_a REFERENCES a, whole a, d int GENERATED ALWAYS AS (twice(a)) STORED);"
        "CREATE UNIQUE INDEX b_unique ON b (a); CREATE TABLE c (x int CONSTRAINT c_x REFERENCES b (a));"
        "CREATE VIEW v AS SELECT id FROM a; CREATE VIEW w AS SELECT id FROM v;"
        "CREATE FUNCTION takes(m mood[]) RETURNS SETOF v LANGUAGE sql BEGIN ATOMIC SELECT id FROM v; END;");
    const Catalog& catalog = reading.catalog;
    const ObjectKey mood = keyOf(Kind::Enum, "public", "mood");
    const ObjectKey twice{Kind::Function, "public", {}, "twice", "integer"};
    const ObjectKey takes{Kind::Function, "public", {}, "takes", "public.mood[]"};
    const ObjectKey view = keyOf(Kind::View, "public", "v");
    QVERIFY(needs(catalog, part(Kind::Column, "a", "m"), mood));
    QVERIFY(needs(catalog, keyOf(Kind::CompositeType, "public", "pair"), mood));
    QVERIFY(needs(catalog, keyOf(Kind::Domain, "public", "pairs"), keyOf(Kind::CompositeType, "public", "pair")));
    QVERIFY(needs(catalog, part(Kind::Column, "a", "p"), keyOf(Kind::Domain, "public", "pairs")));
    QVERIFY(needs(catalog, part(Kind::Constraint, "a", "small"), twice));
    QVERIFY(needs(catalog, part(Kind::Constraint, "a", "small"), part(Kind::Column, "a", "id")));
    QVERIFY(needs(catalog, part(Kind::Default, "a", "id"), keyOf(Kind::Sequence, "public", "a_id_seq")));
    QVERIFY(needs(catalog, keyOf(Kind::Sequence, "public", "a_id_seq"), part(Kind::Column, "a", "id")));
    QVERIFY(needs(catalog, part(Kind::Constraint, "b", "b_a"), part(Kind::Constraint, "a", "a_key")));
    QVERIFY(needs(catalog, part(Kind::Constraint, "c", "c_x"), part(Kind::Index, "b", "b_unique")));
    QVERIFY(needs(catalog, part(Kind::Column, "b", "whole"), table("a")));
    QVERIFY(needs(catalog, part(Kind::Default, "b", "d"), twice));
    QVERIFY(needs(catalog, view, part(Kind::Column, "a", "id")));
    QVERIFY(needs(catalog, keyOf(Kind::View, "public", "w"), view));
    QVERIFY(needs(catalog, takes, view));
    QVERIFY(needs(catalog, takes, mood));
    for (const Dependencies::Edge& edge : catalog.dependencies().edges()) {
        QVERIFY(edge.first != edge.second);
        QVERIFY2(edge.second.kind != Kind::Schema, edge.first.display().c_str());
    }
}

void tst_Reader::privilegesAreReadAgainstTheirDefault()
{
    need(m_scratch.server().ensureRoles({"ann", "Bob \"B\""}));
    const Reading reading =
        readBack("CREATE TABLE plain (id int); GRANT ALL ON plain TO CURRENT_USER;"
                 "CREATE TABLE given (id int, name text); ALTER TABLE given OWNER TO ann;"
                 "GRANT SELECT, INSERT ON given TO \"Bob \"\"B\"\"\"; GRANT UPDATE ON given TO \"Bob \"\"B\"\"\" WITH "
                 "GRANT OPTION;"
                 "GRANT ALL ON given TO PUBLIC; GRANT SELECT (name) ON given TO \"Bob \"\"B\"\"\";"
                 "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; REVOKE ALL ON FUNCTION f() FROM PUBLIC;");
    const RoleName owner(ownerRole);
    QVERIFY(!reading.catalog.find(table("plain"))->attributes.acl.has_value());
    const Attributes& given = reading.catalog.find(table("given"))->attributes;
    QCOMPARE(given.owner, "ann");
    QVERIFY(given.acl.has_value());
    const std::vector<Grant> expected{
        {"", owner, "Dadmrtwx", ""}, {owner, owner, "Dadmrtwx", ""}, {"Bob \"B\"", owner, "ar", "w"}};
    QCOMPARE(*given.acl, expected);
    const Column* name = reading.catalog.get<Table>(table("given"))->findColumn("name");
    QVERIFY(name && name->acl.has_value());
    QCOMPARE(*name->acl, (std::vector<Grant>{{"Bob \"B\"", owner, "r", ""}}));
    const Object* function = reading.catalog.find({Kind::Function, "public", {}, "f", {}});
    QVERIFY(function && function->attributes.acl.has_value());
    QCOMPARE(*function->attributes.acl, (std::vector<Grant>{{owner, owner, "X", ""}}));
}

void tst_Reader::ownersOfTheScratchServerAreNotSpecified()
{
    const Reading reading = readBack("CREATE TABLE t (id int); CREATE SCHEMA s; CREATE TYPE e AS ENUM ()");
    std::vector<std::string> unspecified;
    for (const Catalog::Entry& entry : reading.catalog)
        if (entry.object->attributes.owner.empty())
            unspecified.push_back(entry.key->display());
    QCOMPARE(unspecified,
             (std::vector<std::string>{"schema s", "extension plpgsql", "enum public.e", "table public.t"}));
}

void tst_Reader::whatBelongsToAnExtensionsViewIsTheExtensions()
{
    const Reading reading = readBack("CREATE EXTENSION citext; CREATE VIEW v AS SELECT 1 AS a;"
                                     "CREATE RULE r AS ON INSERT TO v DO INSTEAD NOTHING;"
                                     "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';"
                                     "CREATE TRIGGER t INSTEAD OF UPDATE ON v FOR EACH ROW EXECUTE FUNCTION f();"
                                     "ALTER EXTENSION citext ADD FUNCTION f(); ALTER EXTENSION citext ADD VIEW v;");
    QVERIFY2(reading.unknown.empty(), join(reading.unknown, "; ").c_str());
    QVERIFY(!reading.catalog.find(part(Kind::Rule, "v", "r")));
    QVERIFY(!reading.catalog.find(part(Kind::Trigger, "v", "t")));
}

void tst_Reader::aScopeLeavesOutSchemasAndAspects()
{
    const std::string sql =
        "CREATE SCHEMA shop; CREATE TABLE shop.orders (id int); CREATE TABLE shop.log_2024 (id int);"
        "CREATE INDEX ON shop.log_2024 (id); CREATE TABLE public.other (id int);"
        "COMMENT ON TABLE shop.orders IS 'c'; COMMENT ON COLUMN shop.orders.id IS 'c'; GRANT SELECT ON shop.orders TO "
        "PUBLIC";
    Scope scope;
    scope.schemas = {"sh*"};
    scope.excludes = {"shop.log_*"};
    scope.ignore = {"comments"};
    const Reading reading = readBack(sql, scope);
    const ObjectKey orders = keyOf(Kind::Table, "shop", "orders");
    std::vector<std::string> names;
    for (const Catalog::Entry& entry : reading.catalog)
        names.push_back(entry.key->display());
    // The schema public and the extension plpgsql stay as a fresh database has them: nothing is to be done about them.
    QCOMPARE(names,
             (std::vector<std::string>{"schema public", "schema shop", "extension plpgsql", "table shop.orders"}));
    QVERIFY(reading.catalog.find(orders)->attributes.comment.empty());
    QVERIFY(reading.catalog.get<Table>(orders)->columns[0].comment.empty());
    QVERIFY(reading.catalog.find(orders)->attributes.acl.has_value());
    QVERIFY(!restrictTo(reading.catalog, {{}, {}, {"grants"}}).find(orders)->attributes.acl.has_value());
}

void tst_Reader::aStoppedReadingLeavesTheConnectionUsable()
{
    const ScratchDatabase database = m_scratch.database();
    Connection connection = need(database.connect());
    std::stop_source source;
    Task task;
    task.stop = source.get_token();
    task.report = [&](std::string_view, double fraction) {
        if (fraction > 0.5)
            source.request_stop();
    };
    const Result<Reading> stopped = readCatalog(connection, {}, task);
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    QVERIFY(need(readCatalog(connection)).catalog == baselineCatalog());
}

void tst_Reader::aLargeDatabaseIsReadTheSameOverTwoConnections()
{
    // pg_attribute is past the size from which the second connection is taken.
    const ScratchDatabase database = m_scratch.databaseWith(
        "DO $$ BEGIN FOR i IN 1..25 LOOP EXECUTE format('CREATE TABLE wide%s (%s)', i,"
        "  (SELECT string_agg(format('c%s integer', n), ',') FROM generate_series(1, 1500) n)); END LOOP; END $$;"
        "CREATE TABLE t (id integer PRIMARY KEY, at timestamptz DEFAULT '2020-01-01 00:00+00', CHECK (id > 0));"
        "CREATE INDEX i ON t (at) WHERE id > 5;"
        "CREATE ROLE alone LOGIN CONNECTION LIMIT 1");
    const ConnectionSpec spec = database.spec();
    const Catalog one = need(readCatalog(spec, {}, {}, Connections::One)).catalog;
    QVERIFY(one.get<Table>(table("t")) && one.get<Table>(table("wide25")));
    QVERIFY(need(readCatalog(spec, {}, {}, Connections::TwoIfLarge)).catalog == one);
    ConnectionSpec limited = spec;
    limited.parameters["user"] = "alone";
    const Result<Reading> read = readCatalog(limited, {}, {}, Connections::TwoIfLarge);
    need(need(database.connect()).query("DROP ROLE alone"));
    QVERIFY(read);
    QCOMPARE(read->catalog.get<Table>(table("t"))->columns.size(), std::size_t{2});
}

void tst_Reader::everyColumnOfTheCatalogsIsReadOrHasAReason()
{
    const ScratchDatabase database = m_scratch.databaseWith("");
    Connection connection = need(database.connect());
    QCOMPARE(join(test::columnsWithoutReason(connection), " "), std::string());
}

QTEST_GUILESS_MAIN(tst_Reader)
#include "tst_reader.moc"
