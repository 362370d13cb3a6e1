#pragma once

#include "tests/diff/state_cases.h"

/// More pairs of schemas for the law of committed_states.h: what hangs on an index or key that changes, and what has more settings than its
/// definition says.
namespace schemawright::test {

/// Indexes and keys that something else refers to.
inline std::vector<StateCase> referredCases()
{
    const std::string t = "CREATE TABLE t (a int NOT NULL, b int NOT NULL, c int, d text);";
    const std::string u = "CREATE TABLE u (x int, y int);";
    const auto key = [&](const std::string& sql) { return t + "ALTER TABLE t ADD CONSTRAINT k " + sql + ";"; };
    const std::string refers = u + "ALTER TABLE u ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES t (a);";
    const std::string said = "COMMENT ON CONSTRAINT k ON t IS 'k'; COMMENT ON INDEX k IS 'ki';"
                             "ALTER TABLE t REPLICA IDENTITY USING INDEX k; ALTER TABLE t CLUSTER ON k;";
    const std::string q = "CREATE TABLE q (id int NOT NULL, at int NOT NULL, n text) PARTITION BY RANGE (at);"
                          "CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (10);"
                          "CREATE TABLE q2 PARTITION OF q FOR VALUES FROM (10) TO (20);";
    const std::string own = "CREATE TABLE q (id int NOT NULL, at int NOT NULL, n text) PARTITION BY RANGE (at);"
                            "CREATE TABLE q1 (id int NOT NULL, at int NOT NULL, n text);";
    const std::string attach = "ALTER TABLE q ATTACH PARTITION q1 FOR VALUES FROM (0) TO (10);";
    return {
        {"a unique index that a foreign key refers to", t + "CREATE UNIQUE INDEX i ON t (a);" + refers,
         t + "CREATE UNIQUE INDEX i ON t (a) INCLUDE (d);" + refers},
        {"a primary key that a foreign key refers to", key("PRIMARY KEY (a)") + refers,
         key("PRIMARY KEY (a) INCLUDE (d)") + refers},
        {"a primary key that its own table refers to",
         key("PRIMARY KEY (a)") + "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (c) REFERENCES t (a);",
         key("PRIMARY KEY (a) INCLUDE (d)") + "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (c) REFERENCES t (a);"},
        {"a unique key that a partitioned table refers to",
         key("UNIQUE (a)") + q + "ALTER TABLE q ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES t (a);",
         key("UNIQUE (a) INCLUDE (d)") + q + "ALTER TABLE q ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES t (a);"},
        {"a key of a partitioned table that a foreign key refers to",
         q + "ALTER TABLE q ADD CONSTRAINT k UNIQUE (id, at);" + u +
             "ALTER TABLE u ADD CONSTRAINT f FOREIGN KEY (x, y) REFERENCES q (id, at);",
         q + "ALTER TABLE q ADD CONSTRAINT k UNIQUE (id, at) INCLUDE (n);" + u +
             "ALTER TABLE u ADD CONSTRAINT f FOREIGN KEY (x, y) REFERENCES q (id, at);"},
        {"a key with all that is said of it", key("UNIQUE (a)") + said, key("UNIQUE (b)") + said},
        {"a primary key with all that is said of it", key("PRIMARY KEY (a)") + said, key("PRIMARY KEY (a, b)") + said},
        {"a view that groups by a primary key",
         key("PRIMARY KEY (a)") + "CREATE VIEW v AS SELECT a, d FROM t GROUP BY a; GRANT SELECT ON v TO pg_monitor;",
         key("PRIMARY KEY (a) INCLUDE (d)") +
             "CREATE VIEW v AS SELECT a, d FROM t GROUP BY a; GRANT SELECT ON v TO pg_monitor;"},
        {"a rule that names a unique index",
         key("UNIQUE (a)") + u +
             "CREATE RULE r AS ON INSERT TO u DO ALSO INSERT INTO t VALUES (NEW.x, 0) "
             "ON CONFLICT ON CONSTRAINT k DO NOTHING;",
         key("UNIQUE (a) INCLUDE (b)") + u +
             "CREATE RULE r AS ON INSERT TO u DO ALSO INSERT INTO t VALUES (NEW.x, 0) "
             "ON CONFLICT ON CONSTRAINT k DO NOTHING;"},
        {"an index on an expression",
         t + "CREATE INDEX i ON t (lower(d)); ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 7;",
         t + "CREATE INDEX i ON t (upper(d)); ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 7;"},
        {"a unique index on an expression", t + "CREATE UNIQUE INDEX i ON t (lower(d)) WITH (fillfactor = 70);",
         t + "CREATE UNIQUE INDEX i ON t (lower(d), a) WITH (fillfactor = 70);"},
        {"an index of a partitioned table on an expression", q + "CREATE INDEX i ON q (lower(n));",
         q + "CREATE INDEX i ON q (upper(n));"},
        {"another access method", t + "CREATE INDEX i ON t (a);", t + "CREATE INDEX i ON t USING hash (a);"},
        {"nulls that are not distinct", t + "CREATE UNIQUE INDEX i ON t (c);",
         t + "CREATE UNIQUE INDEX i ON t (c) NULLS NOT DISTINCT;"},
        {"a unique index that is no longer one", t + "CREATE UNIQUE INDEX i ON t (c);", t + "CREATE INDEX i ON t (c);"},
        {"an exclusion", key("EXCLUDE USING btree (a WITH =)"), key("EXCLUDE USING btree (b WITH =)")},
        {"an exclusion that becomes a unique key", key("EXCLUDE USING btree (a WITH =)"), key("UNIQUE (a)")},
        {"an index of a materialized view",
         t + "CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t; CREATE UNIQUE INDEX i ON m (a);"
             "ALTER MATERIALIZED VIEW m CLUSTER ON i; COMMENT ON INDEX i IS 'i';",
         t + "CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t; CREATE UNIQUE INDEX i ON m (a, b);"
             "ALTER MATERIALIZED VIEW m CLUSTER ON i; COMMENT ON INDEX i IS 'i';"},
        {"an index that moves to another table", t + u + "CREATE UNIQUE INDEX i ON t (a);",
         t + u + "CREATE UNIQUE INDEX i ON u (x);"},
        {"a key that moves to another table", key("UNIQUE (a)") + u,
         t + u + "ALTER TABLE u ADD CONSTRAINT k UNIQUE (x);"},
        {"two keys that swap their names", key("UNIQUE (a)") + "ALTER TABLE t ADD CONSTRAINT l UNIQUE (b);",
         t + "ALTER TABLE t ADD CONSTRAINT k UNIQUE (b); ALTER TABLE t ADD CONSTRAINT l UNIQUE (a);"},
        {"an index and a key that swap their names", key("UNIQUE (a)") + "CREATE UNIQUE INDEX l ON t (b);",
         t + "CREATE UNIQUE INDEX k ON t (b); ALTER TABLE t ADD CONSTRAINT l UNIQUE (a);"},
        {"two checks that swap their names", key("CHECK (a > 0)") + "ALTER TABLE t ADD CONSTRAINT l CHECK (b > 0);",
         t + "ALTER TABLE t ADD CONSTRAINT k CHECK (b > 0); ALTER TABLE t ADD CONSTRAINT l CHECK (a > 0);"},
        {"a key of a table under another name",
         key("PRIMARY KEY (a)"),
         "CREATE TABLE s (a int NOT NULL, b int NOT NULL, c int, d text);"
         "ALTER TABLE s ADD CONSTRAINT k PRIMARY KEY (a, b);",
         {"t=s"}},
        {"an index on a column under another name",
         t + "CREATE UNIQUE INDEX i ON t (a);",
         "CREATE TABLE t (z int NOT NULL, b int NOT NULL, c int, d text); CREATE UNIQUE INDEX i ON t (z, b);",
         {"t.a=z"}},
        {"an index of a partition alone", q + "CREATE UNIQUE INDEX i ON q1 (id);",
         q + "CREATE UNIQUE INDEX i ON q1 (id, at);"},
        {"a key of a partition alone", q + "ALTER TABLE q1 ADD CONSTRAINT k PRIMARY KEY (id);",
         q + "ALTER TABLE q1 ADD CONSTRAINT k PRIMARY KEY (id, at);"},
        {"a partition's own key under that of its table",
         own + "ALTER TABLE q1 ADD CONSTRAINT mine PRIMARY KEY (at, id);" + attach +
             "ALTER TABLE q ADD CONSTRAINT k PRIMARY KEY (at, id);",
         own + "ALTER TABLE q1 ADD CONSTRAINT mine PRIMARY KEY (id, at);" + attach +
             "ALTER TABLE q ADD CONSTRAINT k PRIMARY KEY (id, at);"},
        {"a partition's own index under that of its table",
         own + "CREATE UNIQUE INDEX mine ON q1 (at, id);" + attach + "CREATE UNIQUE INDEX i ON q (at, id);",
         own + "CREATE UNIQUE INDEX mine ON q1 (id, at);" + attach + "CREATE UNIQUE INDEX i ON q (id, at);"},
        {"a unique index of a partitioned table that identifies its rows",
         q + "CREATE UNIQUE INDEX i ON q (at); ALTER TABLE q REPLICA IDENTITY USING INDEX i;"
             "COMMENT ON INDEX i IS 'i';",
         q + "CREATE UNIQUE INDEX i ON q (at, id); ALTER TABLE q REPLICA IDENTITY USING INDEX i;"
             "COMMENT ON INDEX i IS 'i';"},
        {"a partition's index that identifies its rows",
         q + "CREATE UNIQUE INDEX i ON q (at); ALTER TABLE q1 REPLICA IDENTITY USING INDEX q1_at_idx;"
             "ALTER TABLE q1 CLUSTER ON q1_at_idx;",
         q + "CREATE UNIQUE INDEX i ON q (at) INCLUDE (id); ALTER INDEX q1_at_id_idx RENAME TO q1_at_idx;"
             "ALTER TABLE q1 REPLICA IDENTITY USING INDEX q1_at_idx; ALTER TABLE q1 CLUSTER ON q1_at_idx;"},
        {"a check of a domain", "CREATE DOMAIN e AS int CONSTRAINT k CHECK (VALUE > 0); CREATE TABLE t (a e);",
         "CREATE DOMAIN e AS int CONSTRAINT k CHECK (VALUE > 1); CREATE TABLE t (a e);"},
    };
}

/// Policies, rules, triggers and views that an alteration takes along, with what is set for them apart.
inline std::vector<StateCase> settingCases()
{
    const auto columns = [](const std::string& a, const std::string& more = {}) {
        return "CREATE TABLE t (id int PRIMARY KEY, tenant int NOT NULL, a " + a + ", b text" + more + ");";
    };
    const std::string longWork = "CREATE UNIQUE INDEX t_b ON t (b); ALTER TABLE t ADD CONSTRAINT c CHECK (id > 0);"
                                 "ALTER TABLE t ADD CONSTRAINT u UNIQUE (tenant, b);";
    const std::string secure = "ALTER TABLE t ENABLE ROW LEVEL SECURITY;";
    const std::string fn = "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";
    const std::string triggers =
        fn + "CREATE TRIGGER always BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION g();"
             "ALTER TABLE t ENABLE ALWAYS TRIGGER always;"
             "CREATE TRIGGER replica BEFORE UPDATE ON t FOR EACH ROW WHEN (OLD.a <> NEW.a) EXECUTE FUNCTION g();"
             "ALTER TABLE t ENABLE REPLICA TRIGGER replica;"
             "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
             " WHEN (NEW.a > 0) EXECUTE FUNCTION g(); COMMENT ON TRIGGER late ON t IS 'late';";
    const std::string rules = "CREATE TABLE log (a int); CREATE RULE r AS ON INSERT TO t WHERE NEW.a > 10 DO ALSO"
                              " INSERT INTO log VALUES (NEW.a); ALTER TABLE t ENABLE ALWAYS RULE r;"
                              "COMMENT ON RULE r ON t IS 'r';";
    const std::string view = "CREATE VIEW v WITH (security_barrier) AS SELECT id, a FROM t WHERE a > 0"
                             " WITH CASCADED CHECK OPTION; GRANT SELECT (id) ON v TO pg_monitor;"
                             "GRANT INSERT ON v TO PUBLIC; ALTER VIEW v ALTER id SET DEFAULT 7;"
                             "COMMENT ON VIEW v IS 'v'; COMMENT ON COLUMN v.a IS 'va';"
                             "CREATE VIEW w AS SELECT * FROM v; GRANT SELECT ON w TO pg_monitor;";
    const std::string materialized = "CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t;"
                                     "CREATE UNIQUE INDEX mi ON m (id); COMMENT ON INDEX mi IS 'mi';"
                                     "ALTER MATERIALIZED VIEW m CLUSTER ON mi; GRANT SELECT ON m TO pg_monitor;"
                                     "CREATE STATISTICS ms ON id, a FROM m;";
    const std::string tenants = "CREATE FUNCTION mine(int) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT $1 > 0';";
    const std::string tenantsBig =
        "CREATE FUNCTION mine(bigint) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT $1 > 0';";
    return {
        {"policies with a new restrictive one on a new column",
         columns("int") + secure + "CREATE POLICY p ON t USING (tenant = 1);",
         columns("int", ", x uuid NOT NULL DEFAULT gen_random_uuid()") + secure +
             "CREATE POLICY p ON t USING (true); CREATE POLICY r ON t AS RESTRICTIVE USING (tenant = 1);"
             "CREATE POLICY r2 ON t AS RESTRICTIVE USING (x IS NOT NULL);" +
             longWork},
        {"policies that become restrictive",
         columns("int") + secure + "CREATE POLICY p ON t USING (tenant = 1); CREATE POLICY p2 ON t USING (a > 0);",
         columns("int") + secure +
             "CREATE POLICY p ON t USING (true); CREATE POLICY p2 ON t AS RESTRICTIVE USING (a > 0);" + longWork},
        {"policies under other names with other texts",
         columns("int") + secure +
             "CREATE POLICY p ON t USING (true);"
             "CREATE POLICY r ON t AS RESTRICTIVE USING (tenant = 1);",
         columns("bigint") + secure +
             "CREATE POLICY p2 ON t USING (true);"
             "CREATE POLICY r2 ON t AS RESTRICTIVE USING (tenant = 1 AND a > 0);" +
             longWork},
        {"policies of a function with other arguments",
         tenants + columns("int") + secure + "CREATE POLICY p ON t USING (mine(tenant));",
         tenantsBig + columns("int") + secure + "CREATE POLICY p ON t USING (mine(tenant));" + longWork},
        {"policies that ask each other's table",
         columns("int") + "CREATE TABLE o (a int); ALTER TABLE o ENABLE ROW LEVEL SECURITY;" + secure +
             "CREATE POLICY p ON t USING (a IN (SELECT a FROM o));"
             "CREATE POLICY p ON o USING (a IN (SELECT id FROM t));",
         columns("bigint") + "CREATE TABLE o (a bigint); ALTER TABLE o ENABLE ROW LEVEL SECURITY;" + secure +
             "CREATE POLICY p ON t USING (a IN (SELECT a FROM o));"
             "CREATE POLICY p ON o USING (a IN (SELECT id FROM t));" +
             longWork},
        {"a policy on a generated column",
         columns("int", ", g int GENERATED ALWAYS AS (a + 1) STORED") + secure + "CREATE POLICY p ON t USING (g > 0);",
         columns("int", ", g bigint GENERATED ALWAYS AS (a + 2) STORED") + secure +
             "CREATE POLICY p ON t USING (g > 0);" + longWork},
        {"triggers that fire always, for replicas, and late", columns("int") + triggers,
         columns("bigint") + triggers + longWork},
        {"rules that are always on", columns("int") + rules, columns("bigint") + rules + longWork},
        {"views with options, defaults and privileges of columns", columns("int") + view,
         columns("bigint") + view + longWork},
        {"a materialized view with all that it may have", columns("int") + materialized,
         columns("bigint") + materialized + longWork},
        {"privileges of columns that are retyped",
         columns("int") + "GRANT SELECT (a), UPDATE (a) ON t TO pg_monitor; GRANT SELECT ON t TO pg_read_all_stats;",
         columns("text") + "GRANT SELECT (a) ON t TO pg_monitor; GRANT SELECT ON t TO pg_read_all_stats;" + longWork},
        {"privileges of a generated column",
         columns("int", ", g int GENERATED ALWAYS AS (a + 1) STORED") + "GRANT SELECT (g) ON t TO pg_monitor;"
                                                                        "COMMENT ON COLUMN t.g IS 'g';",
         columns("int", ", g text GENERATED ALWAYS AS (b) STORED") +
             "GRANT SELECT (g) ON t TO pg_monitor;"
             "COMMENT ON COLUMN t.g IS 'g';" +
             longWork},
        {"publications of tables, of their schema and of changes",
         "CREATE SCHEMA s; CREATE TABLE s.t (id int PRIMARY KEY, a int, b text);"
         "CREATE PUBLICATION one FOR TABLE s.t WHERE (id > 0); CREATE PUBLICATION two FOR TABLES IN SCHEMA s;",
         "CREATE SCHEMA s; CREATE TABLE s.t (id bigint, a int, b text NOT NULL,"
         " CONSTRAINT t_pkey PRIMARY KEY (id, b));"
         "CREATE UNIQUE INDEX t_b ON s.t (b);"
         "CREATE PUBLICATION one FOR TABLE s.t WHERE (id > 0 AND b <> '');"
         "CREATE PUBLICATION two FOR TABLES IN SCHEMA s;"},
        {"a serial column that becomes an identity",
         "CREATE TABLE t (id serial PRIMARY KEY, tenant int NOT NULL, b text);",
         "CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, tenant int NOT NULL, b text);" +
             longWork},
        {"a default of a function with another result",
         "CREATE FUNCTION d() RETURNS int LANGUAGE sql VOLATILE AS 'SELECT 1';" + columns("int DEFAULT d()"),
         "CREATE FUNCTION d() RETURNS bigint LANGUAGE sql VOLATILE AS 'SELECT 1';" +
             columns("int DEFAULT d()", ", x bigint NOT NULL DEFAULT d()") + longWork},
        {"a column of a composite type that is made anew",
         "CREATE TYPE c AS (x int);" + columns("c") + secure + "CREATE POLICY p ON t USING ((a).x > 0);",
         "CREATE TYPE c AS (x bigint, y int);" + columns("c") + secure + "CREATE POLICY p ON t USING ((a).x > 0);" +
             longWork},
        {"a table that inherits, with what its parent demands",
         columns("int") +
             "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0);"
             "CREATE TABLE h (z int) INHERITS (t); CREATE INDEX hi ON h (a);" +
             secure + "CREATE POLICY p ON t USING (a > 0);",
         columns("bigint NOT NULL") +
             "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 1);"
             "CREATE TABLE h (z int NOT NULL) INHERITS (t);"
             "CREATE UNIQUE INDEX hi ON h (a);" +
             secure + "CREATE POLICY p ON t USING (a > 0);" + longWork},
        {"an event trigger's function",
         columns("int") +
             "CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
             "CREATE EVENT TRIGGER ev ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION e();",
         columns("int") +
             "CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
             "CREATE EVENT TRIGGER ev ON ddl_command_end WHEN TAG IN ('CREATE VIEW') EXECUTE FUNCTION e();" +
             longWork},
    };
}

} // namespace schemawright::test
