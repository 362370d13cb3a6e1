// Lint: what hand-written scripts do on a scratch server, the rules that they break, and how those are silenced.

#include "diff/lint.h"
#include "diff/rules.h"
#include "tests/support/round_trip.h"

#include <QFile>
#include <QTest>

using namespace schemawright;

class tst_Lint : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void breaksTheRule_data();
    void breaksTheRule();
    void isSilencedWithAReason();
    void aPlanSaysWhichForeignKeyHasNoIndex();
    void aDroppedLeftoverMakesTheScriptRepeatable();
    void seesWhatIsLockedAndRewritten();
    void thePageNamesEveryRule();

private:
    std::vector<LintedStatement> lint(const std::string& script);
    test::RoundTrip m_way;
    std::optional<Catalog> m_base;
};

namespace {

QStringList rulesOf(const std::vector<LintedStatement>& statements)
{
    QStringList rules;
    for (const LintedStatement& statement : statements)
        for (const Hazard& hazard : statement.hazards)
            rules.append(QString::fromStdString(hazard.rule));
    return rules;
}

} // namespace

std::vector<LintedStatement> tst_Lint::lint(const std::string& script)
{
    if (!m_base)
        m_base =
            m_way
                .resolve(
                    "CREATE TABLE t (id int PRIMARY KEY, a int, b text, c json); CREATE TABLE u (id int PRIMARY KEY);"
                    "CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t; CREATE TYPE e AS ENUM ('x');"
                    "CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE DOMAIN d AS int; CREATE SCHEMA s;"
                    "CREATE SEQUENCE q; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
                    "CREATE POLICY p ON t; CREATE TABLE w (x d); CREATE TABLE keys (k text UNIQUE);"
                    "ALTER TABLE t ADD CONSTRAINT positive CHECK (a > 0) NOT VALID;"
                    "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                    "CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW EXECUTE FUNCTION g();"
                    "CREATE TABLE parts (n int) PARTITION BY LIST (n);"
                    "CREATE TABLE part PARTITION OF parts FOR VALUES IN (1);")
                .catalog;
    return test::need(lintScripts(m_way.scratch().server(), *m_base, {{"m.sql", script}}));
}

void tst_Lint::breaksTheRule_data()
{
    QTest::addColumn<QString>("rule");
    const auto breaks = [](const char* sql, const char* rule) { QTest::newRow(sql) << QString::fromLatin1(rule); };
    breaks("DROP TABLE u", "drop-table");
    breaks("ALTER TABLE t DROP COLUMN b", "drop-column");
    breaks("DROP SCHEMA s", "drop-schema");
    breaks("DROP SEQUENCE q", "drop-sequence");
    breaks("DROP TABLE t CASCADE", "drop-cascade");
    breaks("DROP DATABASE x", "drop-database");
    breaks("TRUNCATE t", "truncate");
    breaks("DELETE FROM t", "delete-all");
    breaks("UPDATE t SET a = 1", "update-all");
    breaks("ALTER TABLE t RENAME TO z", "rename-table");
    breaks("ALTER TABLE t RENAME b TO z", "rename-column");
    breaks("ALTER SCHEMA s RENAME TO z", "rename-schema");
    breaks("ALTER VIEW v RENAME TO z", "rename-object");
    breaks("DROP VIEW v", "drop-view");
    breaks("DROP FUNCTION f()", "drop-function");
    breaks("DROP POLICY p ON t", "drop-policy");
    breaks("DROP TYPE e", "drop-type");
    breaks("ALTER TABLE t DROP CONSTRAINT t_pkey", "drop-constraint");
    breaks("ALTER TABLE u ALTER id DROP DEFAULT", "drop-default");
    breaks("ALTER TABLE t ALTER a DROP NOT NULL", "drop-not-null");
    breaks("REVOKE SELECT ON t FROM PUBLIC", "revoke-privilege");
    breaks("ALTER TABLE t ENABLE ROW LEVEL SECURITY", "row-security");
    breaks("ALTER TABLE u ALTER id TYPE bigint", "change-column-type");
    breaks("ALTER TABLE u ALTER id TYPE int8", "rewrite-table");
    breaks("ALTER TABLE t ADD x double precision DEFAULT random()", "rewrite-table");
    breaks("ALTER TABLE t ADD x int GENERATED ALWAYS AS (a + 1) STORED", "rewrite-table");
    breaks("ALTER TABLE t ADD x serial", "rewrite-table");
    breaks("CREATE INDEX j ON t (a)", "create-index-blocks-writes");
    breaks("CREATE UNIQUE INDEX CONCURRENTLY j ON t (a)", "create-unique-index-may-fail");
    breaks("CREATE INDEX CONCURRENTLY j ON t (id, a, b, (a + 1))", "wide-index");
    breaks("DROP INDEX i", "drop-index-blocks");
    breaks("DROP INDEX CONCURRENTLY i", "drop-index");
    breaks("REINDEX TABLE t", "reindex-blocks");
    breaks("REFRESH MATERIALIZED VIEW m", "refresh-blocks");
    breaks("ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u", "add-foreign-key");
    breaks("ALTER TABLE t ADD x int REFERENCES u", "add-foreign-key");
    breaks("ALTER TABLE t ADD FOREIGN KEY (id) REFERENCES u", "missing-lock-timeout");
    for (const char* locking :
         {"CREATE INDEX j ON t (a)", "DROP TABLE u", "DROP VIEW v", "DROP INDEX i", "DROP TRIGGER g ON u", "TRUNCATE u",
          "CREATE TRIGGER h BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g()", "REINDEX TABLE t",
          "CREATE TABLE z (id bigint PRIMARY KEY REFERENCES u)", "CREATE POLICY z ON t", "LOCK TABLE t IN SHARE MODE"})
        breaks(locking, "missing-lock-timeout");
    breaks("ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES keys (k)", "foreign-key-without-index");
    breaks("ALTER TABLE t ADD z int REFERENCES u", "foreign-key-without-index");
    breaks("CREATE TABLE z (id bigint PRIMARY KEY, t int REFERENCES t)", "foreign-key-without-index");
    breaks("CREATE TABLE z (id bigint PRIMARY KEY, t int, FOREIGN KEY (t) REFERENCES t); CREATE INDEX ON z (id, t)",
           "foreign-key-without-index");
    breaks("CREATE POLICY z ON t", "change-policy");
    breaks("ALTER POLICY p ON t USING (true)", "change-policy");
    breaks("ALTER TABLE t DISABLE ROW LEVEL SECURITY", "row-security-off");
    breaks("ALTER TABLE u DISABLE TRIGGER g", "disable-trigger");
    breaks("DROP TRIGGER g ON u", "drop-trigger");
    breaks("ALTER EXTENSION plpgsql UPDATE", "update-extension");
    breaks("ALTER TABLE t SET UNLOGGED", "unlogged-table");
    breaks("CREATE UNLOGGED TABLE z (id bigint PRIMARY KEY)", "unlogged-table");
    breaks("ALTER TABLE parts DETACH PARTITION part", "detach-blocks");
    breaks("CREATE INDEX CONCURRENTLY j ON t (a)", "not-repeatable");
    breaks("DROP INDEX CONCURRENTLY i", "not-repeatable");
    breaks("ALTER TABLE t ADD CHECK (a > 0)", "add-check");
    breaks("ALTER TABLE t ADD UNIQUE (a)", "add-unique");
    breaks("ALTER TABLE t ADD EXCLUDE (a WITH =)", "add-exclusion");
    breaks("ALTER TABLE t ALTER a SET NOT NULL", "add-not-null");
    breaks("ALTER TABLE t ADD x int NOT NULL", "add-required-column");
    breaks("ALTER TABLE w ALTER x SET NOT NULL, ALTER x ADD GENERATED ALWAYS AS IDENTITY", "statement-fails");
    breaks("ALTER TABLE u ALTER id ADD GENERATED ALWAYS AS IDENTITY", "add-identity");
    breaks("ALTER DOMAIN d ADD CHECK (VALUE > 0)", "domain-check");
    breaks("CREATE DOMAIN z AS int CHECK (VALUE > 0)", "domain-with-check");
    breaks("ALTER TYPE e ADD VALUE 'y'", "enum-value-without-place");
    breaks("VACUUM FULL t", "vacuum-full");
    breaks("LOCK TABLE t", "lock-table");
    breaks("BEGIN; CREATE INDEX CONCURRENTLY j ON t (a); COMMIT", "concurrently-in-transaction");
    breaks("BEGIN; ALTER TABLE t ADD x int; UPDATE t SET x = 1; COMMIT", "long-transaction");
    breaks("COMMIT", "nested-transaction");
    breaks("BEGIN; SELECT 1", "open-transaction");
    breaks("DO $$ BEGIN END $$", "dynamic-sql");
    breaks("ALTER TABLE nowhere ADD x int", "statement-fails");
    breaks("CREATE TABLE z (a int)", "no-primary-key");
    breaks("CREATE TABLE z (id int PRIMARY KEY)", "prefer-bigint");
    breaks("CREATE TABLE z (id bigserial PRIMARY KEY)", "prefer-identity");
    breaks("CREATE TABLE z (id bigint PRIMARY KEY, x varchar(9))", "prefer-text");
    breaks("CREATE TABLE z (id bigint PRIMARY KEY, x char(9))", "no-char");
    breaks("CREATE TABLE z (id bigint PRIMARY KEY, x timestamp)", "prefer-timestamptz");
    breaks("CREATE TABLE z (id bigint PRIMARY KEY, x json)", "prefer-jsonb");
    breaks("CREATE TABLE a234567890123456789012345678901234567890123456789012345678901234 (id bigint PRIMARY KEY)",
           "name-too-long");
    breaks("-- lint: allow drop-view\nDROP VIEW v", "silence-without-reason");
    breaks("-- lint: allow no-such-rule: why\nDROP VIEW v", "silence-unknown-rule");
    // What is gentle breaks nothing.
    for (const char* sql :
         {"SET lock_timeout = '5s'; ALTER TABLE t ADD x int",
          "SET lock_timeout = '5s'; ALTER TABLE t ADD x int DEFAULT 7",
          "CREATE INDEX CONCURRENTLY IF NOT EXISTS j ON t (a)", "ALTER TABLE t VALIDATE CONSTRAINT positive",
          "SET lock_timeout = '5s'; CREATE TABLE z (id bigint PRIMARY KEY, t int REFERENCES t); CREATE INDEX "
          "CONCURRENTLY IF NOT EXISTS j ON z (t) "
          "WHERE t IS NOT NULL",
          "SET lock_timeout = '5s'; CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g()",
          "SET lock_timeout = '5s'; ALTER TABLE t ADD CHECK (a > 0) NOT VALID",
          "SET lock_timeout = '5s'; ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID; ALTER TABLE t VALIDATE "
          "CONSTRAINT k",
          "CREATE TABLE z (id bigint PRIMARY KEY, x int); CREATE INDEX ON z (x); ALTER TABLE z ADD CHECK (x > 0);"
          "ALTER TABLE z ADD FOREIGN KEY (x) REFERENCES z; DROP TABLE z"})
        breaks(sql, "");
}

void tst_Lint::breaksTheRule()
{
    QFETCH(QString, rule);
    const QStringList rules = rulesOf(lint(QTest::currentDataTag()));
    if (rule.isEmpty())
        QVERIFY2(rules.isEmpty(), qPrintable(rules.join(u' ')));
    else
        QVERIFY2(rules.contains(rule), qPrintable(rules.join(u' ')));
    for (const QString& each : rules)
        QVERIFY2(findRule(each.toStdString()), qPrintable(each));
}

void tst_Lint::isSilencedWithAReason()
{
    const auto statements = lint("SET lock_timeout = '1s';\n"
                                 "-- lint: allow drop-column, rename-table: nobody has used it since March\n"
                                 "ALTER TABLE t DROP COLUMN b;\n"
                                 "DROP VIEW v; -- lint: allow drop-view: moved to another service\n"
                                 "DROP TABLE u;\n");
    QCOMPARE(statements.size(), 4U);
    QVERIFY(statements[1].hazards.empty());
    QCOMPARE(statements[1].silenced.front().second, std::string("nobody has used it since March"));
    QVERIFY(statements[2].hazards.empty());
    QCOMPARE(rulesOf({statements[3]}), QStringList{QStringLiteral("drop-table")});
    QCOMPARE(statements[3].line, 5U);

    // What is known at the end of the script only is silenced where it stands.
    const auto late = lint("-- lint: allow foreign-key-without-index, missing-lock-timeout: a handful of rows\n"
                           "CREATE TABLE z (id bigint PRIMARY KEY, t int REFERENCES t);\nSELECT 1;\n");
    QVERIFY(late[0].hazards.empty());
    QCOMPARE(late[0].silenced.size(), std::size_t(2));
}

void tst_Lint::aPlanSaysWhichForeignKeyHasNoIndex()
{
    const std::string before =
        "CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int, b int);";
    const Difference difference = test::need(
        makeDifference(m_way.resolve(before).catalog,
                       m_way
                           .resolve(before + "ALTER TABLE t ADD CONSTRAINT with_one FOREIGN KEY (a) REFERENCES u;"
                                             "ALTER TABLE t ADD CONSTRAINT without FOREIGN KEY (b) REFERENCES u;"
                                             "CREATE INDEX ON t (a, b);")
                           .catalog,
                       {}, &m_way.scratch().server()));
    QStringList said;
    for (const Batch& batch : difference.up.batches)
        for (const Statement& statement : batch.statements)
            for (const Hazard& hazard : statement.hazards)
                if (hazard.rule == "foreign-key-without-index")
                    said.append(QString::fromStdString(hazard.message));
    QCOMPARE(said, QStringList{QStringLiteral("without: no index of table public.t begins with (b)")});
}

void tst_Lint::aDroppedLeftoverMakesTheScriptRepeatable()
{
    const auto statements = lint("DROP INDEX CONCURRENTLY IF EXISTS j; CREATE INDEX CONCURRENTLY j ON t (a)");
    QCOMPARE(rulesOf(statements), QStringList{QStringLiteral("drop-index")});
}

void tst_Lint::seesWhatIsLockedAndRewritten()
{
    const auto statements = lint("ALTER TABLE u ALTER id TYPE bigint");
    QVERIFY(statements.front().ran);
    QVERIFY(statements.front().seen.rewritesTable());
    QCOMPARE(statements.front().seen.locks.front(),
             (Lock{LockMode::AccessExclusive, keyOf(Kind::Table, "public", "u")}));
}

/// Renewed with: schemawright-cli lint --rules > docs/lint-rules.md
void tst_Lint::thePageNamesEveryRule()
{
    QFile page(QStringLiteral(SCHEMAWRIGHT_SOURCE_DIR "/docs/lint-rules.md"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    QCOMPARE(page.readAll(), QByteArray::fromStdString(rulesPage()));
    for (const LintRule& rule : allRules())
        QCOMPARE(findRule(rule.name), &rule);
}

QTEST_GUILESS_MAIN(tst_Lint)
#include "tst_lint.moc"
