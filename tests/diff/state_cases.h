#pragma once

#include <string>
#include <vector>

/// Pairs of schemas whose online plans drop what they make again, beside work that takes long: indexes that are built, constraints that are
/// validated, columns that are filled.
namespace schemawright::test {

struct StateCase {
    const char* name;
    std::string before;
    std::string after;
    std::vector<std::string> renames = {};
};

/// What a plan drops and makes again because of something else.
inline std::vector<StateCase> dependentCases()
{
    const std::string tenant = "CREATE FUNCTION tenant() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';"
                               "CREATE TABLE t (id int PRIMARY KEY, tenant int NOT NULL, a int, b text);"
                               "ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY;";
    const std::string tenantBig = "CREATE FUNCTION tenant() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 1';"
                                  "CREATE TABLE t (id int PRIMARY KEY, tenant int NOT NULL, a int, b text);"
                                  "ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY;";
    const std::string policy = "CREATE POLICY p ON t USING (tenant = tenant());"
                               "CREATE POLICY r ON t AS RESTRICTIVE USING (tenant > 0);";
    const std::string longWork = "CREATE UNIQUE INDEX t_b ON t (b); ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);"
                                 "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a, b);";
    const std::string view = "CREATE VIEW v AS SELECT id, tenant, a FROM t;"
                             "CREATE FUNCTION ins() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                             "CREATE TRIGGER g INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION ins();"
                             "CREATE RULE d AS ON DELETE TO v DO INSTEAD NOTHING; GRANT SELECT ON v TO pg_monitor;";
    const auto columns = [](const std::string& a, const std::string& more) {
        return "CREATE TABLE t (id int PRIMARY KEY, tenant int NOT NULL, a " + a + ", b text" + more + ");";
    };
    const std::string fn = "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';";
    const std::string fnBig = "CREATE FUNCTION f(int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1';";
    return {
        {"policies of a function that is made anew", tenant + policy, tenantBig + policy + longWork},
        {"policies of a function, and a unique index of theirs changes",
         tenant + policy + "CREATE UNIQUE INDEX t_b ON t (b);",
         tenantBig + policy + "CREATE UNIQUE INDEX t_b ON t (b, a);"},
        {"a policy of another command", tenant + policy,
         tenant +
             "CREATE POLICY p ON t FOR SELECT USING (tenant = tenant());"
             "CREATE POLICY r ON t AS RESTRICTIVE USING (tenant > 0);" +
             longWork},
        {"a policy under another name", tenant + policy,
         tenant +
             "CREATE POLICY p2 ON t USING (tenant = tenant());"
             "CREATE POLICY r2 ON t AS RESTRICTIVE USING (tenant > 0);" +
             longWork},
        {"a policy on a column that is retyped",
         columns("int", "") + "ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (a > 0);",
         columns("bigint", "") + "ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (a > 0);" +
             longWork},
        {"a policy that asks a new column",
         columns("int", "") + "ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (a > 0);",
         columns("int", ", x uuid NOT NULL DEFAULT gen_random_uuid()") +
             "ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t FOR SELECT USING (x IS NOT NULL);" +
             longWork},
        {"a view over a column that is retyped", columns("int", "") + view, columns("bigint", "") + view + longWork},
        {"a view over a column that is filled", columns("int", "") + view,
         columns("int", ", x uuid NOT NULL DEFAULT gen_random_uuid()") +
             "CREATE VIEW v AS SELECT id, x, tenant, a FROM t;"
             "CREATE FUNCTION ins() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
             "CREATE TRIGGER g INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION ins();"
             "CREATE RULE d AS ON DELETE TO v DO INSTEAD NOTHING; GRANT SELECT ON v TO pg_monitor;" +
             longWork},
        {"a view over a column that becomes not null", columns("int", "") + view,
         columns("int NOT NULL", "") + "CREATE VIEW v AS SELECT id, a, tenant FROM t;" + longWork},
        {"a trigger's function and column",
         columns("int", "") + "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                              "CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION g();",
         columns("bigint", "") +
             "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
             "CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION g();" +
             longWork},
        {"a check and a default of a function that is made anew",
         fn + "CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT f(1), b text, CONSTRAINT k CHECK (f(a) > 0));",
         fnBig + "CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT f(1), b text, CONSTRAINT k CHECK (f(a) > 0));" +
             longWork},
        {"an index and a unique index of a function that is made anew",
         fn + "CREATE TABLE t (id int PRIMARY KEY, a int, b text); CREATE INDEX fi ON t (f(a));"
              "CREATE UNIQUE INDEX fu ON t (f(id));",
         fnBig +
             "CREATE TABLE t (id int PRIMARY KEY, a int, b text); CREATE INDEX fi ON t (f(a));"
             "CREATE UNIQUE INDEX fu ON t (f(id));" +
             longWork},
        {"a generated column with an index, a check and a unique key",
         "CREATE TABLE t (id int PRIMARY KEY, a int, b text, g int GENERATED ALWAYS AS (a) STORED,"
         " CONSTRAINT gk UNIQUE (g), CONSTRAINT gc CHECK (g > 0)); CREATE INDEX gi ON t (g);",
         "CREATE TABLE t (id int PRIMARY KEY, a int, b text, g bigint GENERATED ALWAYS AS (a * 2) STORED,"
         " CONSTRAINT gk UNIQUE (g), CONSTRAINT gc CHECK (g > 0)); CREATE INDEX gi ON t (g);" +
             longWork},
        {"a domain's check under a column",
         "CREATE DOMAIN d AS int; CREATE TABLE t (id int PRIMARY KEY, a d, b text);"
         "CREATE VIEW v AS SELECT a FROM t;",
         "CREATE DOMAIN d AS bigint; CREATE TABLE t (id int PRIMARY KEY, a d, b text);"
         "CREATE VIEW v AS SELECT a FROM t;" +
             longWork},
        {"an enum that gains and loses, with what hangs on it",
         "CREATE TYPE e AS ENUM ('x', 'y'); CREATE TABLE t (id int PRIMARY KEY, a int, b text, s e DEFAULT 'x');"
         "CREATE INDEX si ON t (s) WHERE s = 'x'; CREATE VIEW v AS SELECT s FROM t;"
         "ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (s = 'x');",
         "CREATE TYPE e AS ENUM ('x', 'z'); CREATE TABLE t (id int PRIMARY KEY, a int, b text, s e DEFAULT 'x');"
         "CREATE INDEX si ON t (s) WHERE s = 'x'; CREATE VIEW v AS SELECT s FROM t;"
         "ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (s = 'x');" +
             longWork},
        {"a publication's table and column list",
         columns("int", "") + "CREATE PUBLICATION pub FOR TABLE t (id, a) WHERE (a > 0);",
         columns("bigint", "") + "CREATE PUBLICATION pub FOR TABLE t (id, a) WHERE (a > 0);" + longWork},
        {"a materialized view with an index",
         columns("int", "") + "CREATE MATERIALIZED VIEW m AS SELECT a FROM t;"
                              "CREATE UNIQUE INDEX mi ON m (a);",
         columns("bigint", "") + "CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE UNIQUE INDEX mi ON m (a);" +
             longWork},
        {"a column taken out from under a view and a policy",
         columns("int", ", x int") + "CREATE VIEW v AS SELECT id, x FROM t; ALTER TABLE t ENABLE ROW LEVEL SECURITY;"
                                     "CREATE POLICY p ON t USING (x > 0);",
         columns("int", ", y uuid DEFAULT gen_random_uuid()") +
             "CREATE VIEW v AS SELECT id, y FROM t; ALTER TABLE t ENABLE ROW LEVEL SECURITY;"
             "CREATE POLICY p ON t USING (y IS NOT NULL);" +
             longWork},
    };
}

/// Indexes and constraints of another form under the same name, or of the same form under another.
inline std::vector<StateCase> changedCases()
{
    const std::string t = "CREATE TABLE t (a int NOT NULL, b int NOT NULL, c int, d text);";
    const auto key = [&](const std::string& sql) { return t + "ALTER TABLE t ADD CONSTRAINT k " + sql + ";"; };
    const std::string child = "CREATE TABLE u (x int, y int);";
    const auto refers = [&](const std::string& primary, const std::string& sql) {
        return t + "ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (" + primary + ");" + child +
               "ALTER TABLE u ADD CONSTRAINT f " + sql + ";";
    };
    const std::string parts = "CREATE TABLE q (id int NOT NULL, at int NOT NULL, n text) PARTITION BY RANGE (at);"
                              "CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (10);";
    const std::string nested = parts +
                               "CREATE TABLE q2 PARTITION OF q FOR VALUES FROM (10) TO (20) PARTITION BY LIST (id);"
                               "CREATE TABLE q21 PARTITION OF q2 FOR VALUES IN (1);";
    const std::string kept = "CREATE TABLE k (id int PRIMARY KEY); CREATE TABLE o (id int PRIMARY KEY);";
    return {
        {"an index", t + "CREATE INDEX i ON t (a);", t + "CREATE INDEX i ON t (b) WHERE a > 0;"},
        {"a unique index", t + "CREATE UNIQUE INDEX i ON t (a);", t + "CREATE UNIQUE INDEX i ON t (a, b);"},
        {"an index, with all that is said of it",
         t + "CREATE UNIQUE INDEX i ON t (a); COMMENT ON INDEX i IS 'i'; ALTER TABLE t REPLICA IDENTITY USING INDEX i;"
             "ALTER TABLE t CLUSTER ON i;",
         t + "CREATE UNIQUE INDEX i ON t (b); COMMENT ON INDEX i IS 'i'; ALTER TABLE t REPLICA IDENTITY USING INDEX i;"
             "ALTER TABLE t CLUSTER ON i;"},
        {"an index on a new column", t + "CREATE INDEX i ON t (a);",
         t + "ALTER TABLE t ADD x int; CREATE INDEX i ON t (x, a);"},
        {"an index on a column that goes", t + "ALTER TABLE t ADD x int; CREATE INDEX i ON t (x, a);",
         t + "CREATE INDEX i ON t (b);"},
        {"two indexes that swap their names", t + "CREATE INDEX i ON t (a); CREATE INDEX j ON t (b);",
         t + "CREATE INDEX j ON t (a); CREATE INDEX i ON t (b);"},
        {"an index under another name", t + "CREATE UNIQUE INDEX i ON t (a);", t + "CREATE UNIQUE INDEX j ON t (a);"},
        {"an index whose interim name is taken",
         t + "CREATE INDEX i ON t (a); CREATE INDEX i__new ON t (c); CREATE TABLE i__new_1 ();",
         t + "CREATE INDEX i ON t (b); CREATE INDEX i__new ON t (c); CREATE TABLE i__new_1 ();"},
        {"a primary key", key("PRIMARY KEY (a)"), key("PRIMARY KEY (b, a)")},
        {"a primary key that becomes unique", key("PRIMARY KEY (a)"), key("UNIQUE (a)")},
        {"a primary key on a column that was nullable", key("PRIMARY KEY (a)"),
         t + "ALTER TABLE t ALTER c SET NOT NULL; ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a, c);"},
        {"a primary key under another name", key("PRIMARY KEY (a)"),
         t + "ALTER TABLE t ADD CONSTRAINT k2 PRIMARY KEY (a);"},
        {"a unique key", key("UNIQUE (a)"), key("UNIQUE (a) INCLUDE (d)")},
        {"a unique key under another name", key("UNIQUE (a)"), t + "ALTER TABLE t ADD CONSTRAINT k2 UNIQUE (a);"},
        {"a deferrable key", key("UNIQUE (a)"), key("UNIQUE (a) DEFERRABLE INITIALLY DEFERRED")},
        {"a check", key("CHECK (a > 0)"), key("CHECK (a > b)")},
        {"a check with a comment", key("CHECK (a > 0)") + "COMMENT ON CONSTRAINT k ON t IS 'k';",
         key("CHECK (a > b)") + "COMMENT ON CONSTRAINT k ON t IS 'k';"},
        {"a check under another name", key("CHECK (a > 0)"), t + "ALTER TABLE t ADD CONSTRAINT k2 CHECK (a > 0);"},
        {"an inherited check", key("CHECK (a > 0)") + "CREATE TABLE h () INHERITS (t);",
         key("CHECK (a > b)") + "CREATE TABLE h () INHERITS (t);"},
        {"a foreign key's columns", refers("a", "FOREIGN KEY (x) REFERENCES t"),
         refers("a", "FOREIGN KEY (y) REFERENCES t ON DELETE CASCADE")},
        {"a foreign key's table", kept + child + "ALTER TABLE u ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES k;",
         kept + child + "ALTER TABLE u ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES o;"},
        {"a foreign key on a primary key that changes",
         refers("a", "FOREIGN KEY (x) REFERENCES t (a)") + "CREATE TABLE w (z int);",
         t + "ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (a, b); ALTER TABLE t ADD CONSTRAINT ta UNIQUE (a);" +
             child + "ALTER TABLE u ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES t (a); CREATE TABLE w (z int);"},
        {"a foreign key and its primary key, both other", refers("a", "FOREIGN KEY (x) REFERENCES t"),
         refers("a, b", "FOREIGN KEY (x, y) REFERENCES t")},
        {"a foreign key on a key that is made deferrable by another",
         key("UNIQUE (a)") + child + "ALTER TABLE u ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES t (a);",
         key("UNIQUE (a) INCLUDE (d)") + child + "ALTER TABLE u ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES t (a);"},
        {"an index of a partitioned table", nested + "CREATE INDEX i ON q (id);", nested + "CREATE INDEX i ON q (n);"},
        {"an index of a partitioned table, same columns", nested + "CREATE INDEX i ON q (id);",
         nested + "CREATE INDEX i ON q (id DESC);"},
        {"a unique index of a partitioned table", parts + "CREATE UNIQUE INDEX i ON q (at, id);",
         parts + "CREATE UNIQUE INDEX i ON q (id, at);"},
        {"an index of partitions by other names",
         parts + "CREATE INDEX i ON ONLY q (id); CREATE INDEX mine ON q1 (id); ALTER INDEX i ATTACH PARTITION mine;",
         parts + "CREATE INDEX i ON ONLY q (n); CREATE INDEX mine ON q1 (n); ALTER INDEX i ATTACH PARTITION mine;"},
        {"an index of a partitioned table under another name", nested + "CREATE INDEX i ON q (id);",
         nested + "CREATE INDEX j ON q (id);"},
        {"an index of a partitioned table, and one of its partition by another name",
         parts + "CREATE INDEX i ON q (id);",
         parts + "CREATE INDEX i ON q (id); ALTER INDEX q1_id_idx RENAME TO mine; COMMENT ON INDEX mine IS 'm';"},
        {"an index of a partitioned table by one of its partition with a comment", parts + "CREATE INDEX i ON q (id);",
         parts + "CREATE INDEX j ON q (id); COMMENT ON INDEX q1_id_idx IS 'q1';"},
        {"a unique key of a partitioned table under another name",
         nested + "ALTER TABLE q ADD CONSTRAINT u UNIQUE (at, id);",
         nested + "ALTER TABLE q ADD CONSTRAINT u2 UNIQUE (at, id);"},
        {"a primary key of a partitioned table under another name",
         nested + "ALTER TABLE q ADD CONSTRAINT k PRIMARY KEY (at, id);",
         nested + "ALTER TABLE q ADD CONSTRAINT k2 PRIMARY KEY (at, id);"},
        {"a unique index that becomes a key", t + "CREATE UNIQUE INDEX k ON t (a);", key("UNIQUE (a)")},
        {"a constraint that is validated in a partition that moves",
         parts + "ALTER TABLE q1 ADD CONSTRAINT c CHECK (id > 0) NOT VALID;",
         "CREATE TABLE q (id int NOT NULL, at int NOT NULL, n text) PARTITION BY RANGE (at);"
         "CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (20);"
         "ALTER TABLE q1 ADD CONSTRAINT c CHECK (id > 0);"},
        {"a primary key of a partitioned table", parts + "ALTER TABLE q ADD PRIMARY KEY (at);",
         parts + "ALTER TABLE q ADD PRIMARY KEY (id, at);"},
        {"a primary key of a table with partitions of partitions", nested + "ALTER TABLE q ADD PRIMARY KEY (at, id);",
         nested + "ALTER TABLE q ADD PRIMARY KEY (id, at);"},
        {"a unique key of a partitioned table", nested + "ALTER TABLE q ADD CONSTRAINT u UNIQUE (at, id);",
         nested + "ALTER TABLE q ADD CONSTRAINT u UNIQUE (at, id) INCLUDE (n);"},
        {"a foreign key of a partitioned table",
         kept + parts + "ALTER TABLE q ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES k;",
         kept + parts + "ALTER TABLE q ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES o;"},
        {"a check of a partitioned table", nested + "ALTER TABLE q ADD CONSTRAINT c CHECK (id > 0);",
         nested + "ALTER TABLE q ADD CONSTRAINT c CHECK (id > 1);"},
    };
}

/// Partitions that stay, within other bounds or under another table.
inline std::vector<StateCase> boundCases()
{
    const std::string q = "CREATE TABLE q (id int NOT NULL, at int NOT NULL, n text) PARTITION BY RANGE (at);";
    const auto ranges = [&](const std::string& first, const std::string& rest) {
        return q + "CREATE TABLE q1 PARTITION OF q FOR VALUES " + first + ";" + rest;
    };
    const std::string more = "ALTER TABLE q ADD PRIMARY KEY (id, at); CREATE INDEX qn ON q (n);"
                             "ALTER TABLE q1 ADD CONSTRAINT mine CHECK (id > 0);";
    const std::string lists = "CREATE TABLE l (kind text, n int) PARTITION BY LIST (kind);";
    const std::string refers = "CREATE TABLE u (x int, y int, CONSTRAINT f FOREIGN KEY (x, y) REFERENCES q);";
    return {
        {"a wider bound", ranges("FROM (0) TO (10)", ""), ranges("FROM (0) TO (20)", "")},
        {"a wider bound beside a default partition",
         ranges("FROM (0) TO (10)", "CREATE TABLE qd PARTITION OF q DEFAULT;"),
         ranges("FROM (0) TO (20)", "CREATE TABLE qd PARTITION OF q DEFAULT;")},
        {"a wider bound, with keys, indexes and checks", ranges("FROM (0) TO (10)", more),
         ranges("FROM (0) TO (20)", more + "CREATE INDEX q1i ON q1 (n, id);"
                                           "ALTER TABLE q1 ADD CONSTRAINT other CHECK (id > 1);")},
        {"bounds that two exchange",
         ranges("FROM (0) TO (10)", "CREATE TABLE q2 PARTITION OF q FOR VALUES FROM (10) TO (20);"),
         ranges("FROM (10) TO (20)", "CREATE TABLE q2 PARTITION OF q FOR VALUES FROM (0) TO (10);")},
        {"a list with another value", lists + "CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a');",
         lists + "CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a', 'b');"},
        {"a default partition that becomes one of a range",
         ranges("FROM (0) TO (10)", "CREATE TABLE q2 PARTITION OF q DEFAULT;"),
         ranges("FROM (0) TO (10)", "CREATE TABLE q2 PARTITION OF q FOR VALUES FROM (10) TO (20);")},
        {"a partition with partitions",
         ranges("FROM (0) TO (10) PARTITION BY LIST (id)", "CREATE TABLE q11 PARTITION OF q1 FOR VALUES IN (1);"),
         ranges("FROM (0) TO (20) PARTITION BY LIST (id)", "CREATE TABLE q11 PARTITION OF q1 FOR VALUES IN (1);")},
        {"a wider bound under a table that is referred to", ranges("FROM (0) TO (10)", more + refers),
         ranges("FROM (0) TO (20)", more + refers)},
        {"a partition of another table",
         ranges("FROM (0) TO (10)",
                "CREATE TABLE p (id int NOT NULL, at int NOT NULL, n text) PARTITION BY RANGE (at);"),
         q + "CREATE TABLE p (id int NOT NULL, at int NOT NULL, n text) PARTITION BY RANGE (at);"
             "CREATE TABLE q1 PARTITION OF p FOR VALUES FROM (0) TO (10);"},
        {"a partition with a trigger of its table",
         ranges("FROM (0) TO (10)", "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                                    "CREATE TRIGGER g BEFORE INSERT ON q FOR EACH ROW EXECUTE FUNCTION g();"),
         ranges("FROM (0) TO (20)", "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                                    "CREATE TRIGGER g BEFORE INSERT ON q FOR EACH ROW EXECUTE FUNCTION g();")},
    };
}

} // namespace schemawright::test
