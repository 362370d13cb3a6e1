#pragma once

#include <string>
#include <vector>

/// Pairs of schemas between which the planner writes every kind of statement that it knows: both ways are run and watched.
namespace schemawright::test {

struct LockCase {
    const char* name;
    std::string before;
    std::string after;
    std::vector<const char*> renames = {}; ///< as --rename takes them
    bool online = false;
};

inline std::vector<LockCase> columnCases()
{
    const std::string t = "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20), c numeric(10,2), d timestamp);";
    const auto column = [](const std::string& definition) {
        return "CREATE TABLE t (id int PRIMARY KEY, x " + definition + ");";
    };
    const auto added = [](const std::string& definition) {
        return "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20), c numeric(10,2), d timestamp, x " +
               definition + ");";
    };
    return {
        {"column", t, added("text")},
        {"column with a constant default", t, added("int NOT NULL DEFAULT 7")},
        {"column with a stable default", t, added("timestamptz DEFAULT now()")},
        {"column with a volatile default", t, added("double precision DEFAULT random()")},
        {"generated column", t, added("int GENERATED ALWAYS AS (a + 1) STORED")},
        {"identity column", t, added("int GENERATED ALWAYS AS IDENTITY")},
        {"serial column", t, added("serial")},
        {"column with a check", t, added("int CHECK (x > 0)")},
        {"column with a domain", "CREATE DOMAIN pos AS int CHECK (VALUE > 0);" + t,
         "CREATE DOMAIN pos AS int CHECK (VALUE > 0);" + added("pos")},
        {"type: longer varchar", column("varchar(10)"), column("varchar(20)")},
        {"type: varchar to text", column("varchar(10)"), column("text")},
        {"type: varchar to text with an index", column("varchar(10)") + "CREATE INDEX i ON t (x);",
         column("text") + "CREATE INDEX i ON t (x);"},
        {"type: longer varchar with a check", column("varchar(10) CONSTRAINT c CHECK (x <> '')"),
         column("varchar(20) CONSTRAINT c CHECK (x <> '')")},
        {"type: longer varchar with a check that is not valid",
         column("varchar(10)") + "ALTER TABLE t ADD CONSTRAINT c CHECK (x <> '') NOT VALID;",
         column("varchar(20)") + "ALTER TABLE t ADD CONSTRAINT c CHECK (x <> '') NOT VALID;"},
        {"type: longer varchar with a partial index", column("varchar(10)") + "CREATE INDEX i ON t (id) WHERE x <> '';",
         column("varchar(20)") + "CREATE INDEX i ON t (id) WHERE x <> '';"},
        {"type: longer varchar with an index on an expression",
         column("varchar(10)") + "CREATE INDEX i ON t (lower(x));",
         column("varchar(20)") + "CREATE INDEX i ON t (lower(x));"},
        {"type: longer varchar in an index", column("varchar(10)") + "CREATE INDEX i ON t (id) INCLUDE (x);",
         column("varchar(20)") + "CREATE INDEX i ON t (id) INCLUDE (x);"},
        {"type: longer varchar that is unique", column("varchar(10) UNIQUE"), column("varchar(20) UNIQUE")},
        {"type: longer varchar under an exclusion", column("varchar(10), CONSTRAINT c EXCLUDE USING btree (x WITH =)"),
         column("varchar(20), CONSTRAINT c EXCLUDE USING btree (x WITH =)")},
        {"type: longer varchar under a partial exclusion",
         column("varchar(10), CONSTRAINT c EXCLUDE USING btree (x WITH =) WHERE (id > 0)"),
         column("varchar(20), CONSTRAINT c EXCLUDE USING btree (x WITH =) WHERE (id > 0)")},
        {"type: longer varchar under a foreign key",
         column("varchar(10) UNIQUE") + "CREATE TABLE u (id int PRIMARY KEY, x varchar(10) REFERENCES t (x));",
         column("varchar(20) UNIQUE") + "CREATE TABLE u (id int PRIMARY KEY, x varchar(20) REFERENCES t (x));"},
        {"type: int to bigint", column("int"), column("bigint")},
        {"type: int to bigint with an index", column("int") + "CREATE INDEX i ON t (x);",
         column("bigint") + "CREATE INDEX i ON t (x);"},
        {"type: int to bigint under a foreign key",
         column("int UNIQUE") + "CREATE TABLE u (id int PRIMARY KEY, x int REFERENCES t (x));",
         column("bigint UNIQUE") + "CREATE TABLE u (id int PRIMARY KEY, x bigint REFERENCES t (x));"},
        {"type: text to int", column("text"), column("int")},
        {"type: numeric precision", column("numeric(10,2)"), column("numeric(12,2)")},
        {"type: numeric precision with indexes", column("numeric(10,2)") + "CREATE INDEX i ON t (x);",
         column("numeric(12,2)") + "CREATE INDEX i ON t (x);"},
        {"type: numeric without limits", column("numeric(10,2)"), column("numeric")},
        {"type: numeric scale", column("numeric(10,2)"), column("numeric(10,4)")},
        {"type: timestamp to timestamptz", column("timestamp"), column("timestamptz")},
        {"type: timestamp precision", column("timestamp(3)"), column("timestamp(6)")},
        {"type: timestamp without precision", column("timestamp(3)"), column("timestamp")},
        {"type: timestamp with all digits", column("timestamp"), column("timestamp(6)")},
        {"type: time precision", column("time(3)"), column("time")},
        {"type: interval fields", column("interval day to second(3)"), column("interval")},
        {"type: interval of years", column("interval year"), column("interval year to month")},
        {"type: interval of minutes", column("interval hour to minute"), column("interval day to second")},
        {"type: array", column("int[]"), column("bigint[]")},
        {"type: array without a limit", column("varchar(10)[]"), column("varchar[]")},
        {"type: array of longer strings", column("varchar(10)[]"), column("varchar(20)[]")},
        {"type: char", column("char(3)"), column("char(5)")},
        {"type: char without a limit", column("char(3)"), column("bpchar")},
        {"type: text to bpchar with an index", column("text") + "CREATE INDEX i ON t (x);",
         column("bpchar") + "CREATE INDEX i ON t (x);"},
        {"type: bit", column("varbit(3)"), column("varbit(8)")},
        {"type: bit to varbit with an index", column("bit(3)") + "CREATE INDEX i ON t (x);",
         column("varbit") + "CREATE INDEX i ON t (x);"},
        {"type: xml to text", column("xml"), column("text")},
        {"type: int to oid with an index", column("int") + "CREATE INDEX i ON t (x);",
         column("oid") + "CREATE INDEX i ON t (x);"},
        {"type: oid to regclass with an index", column("oid") + "CREATE INDEX i ON t (x);",
         column("regclass") + "CREATE INDEX i ON t (x);"},
        {"type: json", column("json"), column("jsonb")},
        {"type: cidr", column("cidr"), column("inet")},
        {"type: cidr with an index", column("cidr") + "CREATE INDEX i ON t (x);",
         column("inet") + "CREATE INDEX i ON t (x);"},
        {"type: with a default", column("int DEFAULT 3"), column("bigint DEFAULT 3")},
        {"type: under a view", column("int") + "CREATE VIEW v AS SELECT x FROM t;",
         column("bigint") + "CREATE VIEW v AS SELECT x FROM t;"},
        {"type: domain of the same base", "CREATE DOMAIN pos AS int;" + column("int"),
         "CREATE DOMAIN pos AS int;" + column("pos")},
        {"type: domain with a check", "CREATE DOMAIN pos AS int CHECK (VALUE > 0);" + column("int"),
         "CREATE DOMAIN pos AS int CHECK (VALUE > 0);" + column("pos")},
        {"type: domain with a check to its base, with an index",
         "CREATE DOMAIN pos AS int CHECK (VALUE > 0);" + column("pos") + "CREATE INDEX i ON t (x);",
         "CREATE DOMAIN pos AS int CHECK (VALUE > 0);" + column("int") + "CREATE INDEX i ON t (x);"},
        {"type: domain of a limited string to its base", "CREATE DOMAIN word AS varchar(10);" + column("word"),
         "CREATE DOMAIN word AS varchar(10);" + column("varchar(10)")},
        {"type: domain of a limited string to text", "CREATE DOMAIN word AS varchar(10);" + column("word"),
         "CREATE DOMAIN word AS varchar(10);" + column("text")},
        {"type: shorter than the domain", "CREATE DOMAIN word AS varchar(10);" + column("varchar(5)"),
         "CREATE DOMAIN word AS varchar(10);" + column("word")},
        {"type: domain of a domain",
         "CREATE DOMAIN word AS varchar(10); CREATE DOMAIN name AS word;" + column("varchar(10)"),
         "CREATE DOMAIN word AS varchar(10); CREATE DOMAIN name AS word;" + column("name")},
        {"collation of an included column", column("text") + "CREATE INDEX i ON t (id) INCLUDE (x);",
         column("text COLLATE \"C\"") + "CREATE INDEX i ON t (id) INCLUDE (x);"},
        {"collation with a partial index", column("text") + "CREATE INDEX i ON t (id) WHERE x > '';",
         column("text COLLATE \"C\"") + "CREATE INDEX i ON t (id) WHERE x > '';"},
        {"collation", column("text"), column("text COLLATE \"C\"")},
        {"collation with an index", column("text") + "CREATE INDEX i ON t (x);",
         column("text COLLATE \"C\"") + "CREATE INDEX i ON t (x);"},
        {"default", column("int"), column("int DEFAULT 3")},
        {"another default", column("int DEFAULT 2"), column("int DEFAULT 3")},
        {"not null", column("int"), column("int NOT NULL")},
        {"not null behind a check", column("int CHECK (x IS NOT NULL)"), column("int NOT NULL CHECK (x IS NOT NULL)")},
        {"identity", column("int NOT NULL"), column("int GENERATED BY DEFAULT AS IDENTITY")},
        {"identity of another kind", column("int GENERATED ALWAYS AS IDENTITY"),
         column("int GENERATED BY DEFAULT AS IDENTITY (INCREMENT 5)")},
        {"expression of a generated column", t + "CREATE TABLE g (a int, x int GENERATED ALWAYS AS (a + 1) STORED);",
         t + "CREATE TABLE g (a int, x int GENERATED ALWAYS AS (a + 2) STORED);"},
        {"generated no more", "CREATE TABLE g (a int, x int GENERATED ALWAYS AS (a + 1) STORED);",
         "CREATE TABLE g (a int, x int);"},
        {"storage", column("text"), column("text STORAGE EXTERNAL")},
        {"compression", column("text"), column("text COMPRESSION pglz")},
        {"statistics target", column("text"), column("text") + "ALTER TABLE t ALTER COLUMN x SET STATISTICS 500;"},
        {"column options", column("text"), column("text") + "ALTER TABLE t ALTER COLUMN x SET (n_distinct = 5);"},
        {"comment on a column", column("text"), column("text") + "COMMENT ON COLUMN t.x IS 'x';"},
        {"grant on a column", column("text"), column("text") + "GRANT SELECT (x) ON t TO pg_monitor;"},
        {"renamed column", column("int"), "CREATE TABLE t (id int PRIMARY KEY, y int);", {"t.x=t.y"}},
        {"renamed column under a view",
         column("int") + "CREATE VIEW v AS SELECT x AS z FROM t;",
         "CREATE TABLE t (id int PRIMARY KEY, y int); CREATE VIEW v AS SELECT y AS z FROM t;",
         {"t.x=t.y"}},
    };
}

inline std::vector<LockCase> constraintCases()
{
    const std::string p = "CREATE TABLE p (id int PRIMARY KEY, a int);";
    const std::string t = "CREATE TABLE t (id int, a int, b int, during int4range);" + p;
    const auto with = [&](const std::string& sql) { return t + "ALTER TABLE t ADD CONSTRAINT c " + sql + ";"; };
    return {
        {"check", t, with("CHECK (a > 0)")},
        {"check not valid", t, with("CHECK (a > 0) NOT VALID")},
        {"check validated", with("CHECK (a > 0) NOT VALID"), with("CHECK (a > 0)")},
        {"another check", with("CHECK (a > 0)"), with("CHECK (a > 1)")},
        {"unique", t, with("UNIQUE (a)")},
        {"unique, deferrable", with("UNIQUE (a)"), with("UNIQUE (a) DEFERRABLE")},
        {"primary key", t, with("PRIMARY KEY (id)")},
        {"exclusion", t, with("EXCLUDE USING gist (during WITH &&)")},
        {"foreign key", t, with("FOREIGN KEY (a) REFERENCES p")},
        {"foreign key not valid", t, with("FOREIGN KEY (a) REFERENCES p NOT VALID")},
        {"foreign key validated", with("FOREIGN KEY (a) REFERENCES p NOT VALID"), with("FOREIGN KEY (a) REFERENCES p")},
        {"foreign key, deferrable", with("FOREIGN KEY (a) REFERENCES p"),
         with("FOREIGN KEY (a) REFERENCES p DEFERRABLE")},
        {"foreign key, action", with("FOREIGN KEY (a) REFERENCES p"),
         with("FOREIGN KEY (a) REFERENCES p ON DELETE CASCADE")},
        {"foreign key to itself", t + "ALTER TABLE t ADD PRIMARY KEY (id);",
         t + "ALTER TABLE t ADD PRIMARY KEY (id), ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES t;"},
        {"constraint of an inherited table", t + "CREATE TABLE k () INHERITS (t);",
         with("CHECK (a > 0)") + "CREATE TABLE k () INHERITS (t);"},
        {"check without inheritance", t + "CREATE TABLE k () INHERITS (t);",
         t + "CREATE TABLE k () INHERITS (t); ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NO INHERIT;"},
        {"comment on a constraint", with("CHECK (a > 0)"),
         with("CHECK (a > 0)") + "COMMENT ON CONSTRAINT c ON t IS 'c';"},
        {"comment on the index of a constraint", with("UNIQUE (a)"), with("UNIQUE (a)") + "COMMENT ON INDEX c IS 'c';"},
        {"replica identity by a constraint", with("PRIMARY KEY (id)"),
         with("PRIMARY KEY (id)") + "ALTER TABLE t REPLICA IDENTITY USING INDEX c;"},
        {"clustered on a constraint", with("UNIQUE (a)"), with("UNIQUE (a)") + "ALTER TABLE t CLUSTER ON c;"},
        {"renamed constraint", with("CHECK (a > 0)"), t + "ALTER TABLE t ADD CONSTRAINT d CHECK (a > 0);", {"t.c=t.d"}},
        {"renamed key", with("UNIQUE (a)"), t + "ALTER TABLE t ADD CONSTRAINT d UNIQUE (a);", {"t.c=t.d"}},
    };
}

inline std::vector<LockCase> tableCases()
{
    const std::string t = "CREATE TABLE t (id int PRIMARY KEY, a int);";
    return {
        {"table", "", t},
        {"table with a foreign key", t, t + "CREATE TABLE u (id int PRIMARY KEY, t int REFERENCES t);"},
        {"two tables with a circle of foreign keys", "",
         "CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);"
         "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;"},
        {"table with everything", "",
         t + "CREATE TABLE u (id serial PRIMARY KEY, t int REFERENCES t, n text UNIQUE);"
             "CREATE INDEX ui ON u (n); COMMENT ON TABLE u IS 'u';"},
        {"renamed table", t, "CREATE TABLE s (id int CONSTRAINT t_pkey PRIMARY KEY, a int);", {"t=s"}},
        {"inheriting table", t, t + "CREATE TABLE k (b int) INHERITS (t);"},
        {"inherits", t + "CREATE TABLE k (id int NOT NULL, a int);",
         t + "CREATE TABLE k (id int NOT NULL, a int); ALTER TABLE k INHERIT t;"},
        {"column of an inherited table", t + "CREATE TABLE k () INHERITS (t);",
         "CREATE TABLE t (id int PRIMARY KEY, a int, x int); CREATE TABLE k () INHERITS (t);"},
        {"options", t, t + "ALTER TABLE t SET (fillfactor = 70, autovacuum_enabled = off);"},
        {"user_catalog_table", t, t + "ALTER TABLE t SET (user_catalog_table = true);"},
        {"unlogged", t, t + "ALTER TABLE t SET UNLOGGED;"},
        {"row security", t, t + "ALTER TABLE t ENABLE ROW LEVEL SECURITY;"},
        {"row security forced", t, t + "ALTER TABLE t FORCE ROW LEVEL SECURITY;"},
        {"replica identity", t, t + "ALTER TABLE t REPLICA IDENTITY FULL;"},
        {"owner", t + "ALTER TABLE t OWNER TO pg_monitor;", t + "ALTER TABLE t OWNER TO pg_read_all_data;"},
        {"comment", t, t + "COMMENT ON TABLE t IS 't';"},
        {"grants", t, t + "GRANT SELECT ON t TO pg_monitor;"},
        {"typed table", "CREATE TYPE y AS (id int, a int); CREATE TABLE t (id int, a int);",
         "CREATE TYPE y AS (id int, a int); CREATE TABLE t OF y;"},
        {"type of a typed table", "CREATE TYPE y AS (id int, a int, b text); CREATE TABLE t OF y;",
         "CREATE TYPE y AS (id int, a bigint, c date); CREATE TABLE t OF y;"},
        {"renamed attribute of a typed table",
         "CREATE TYPE y AS (id int, a int); CREATE TABLE t OF y; CREATE TABLE k () INHERITS (t);",
         "CREATE TYPE y AS (id int, x int); CREATE TABLE t OF y; CREATE TABLE k () INHERITS (t);",
         {"y.a=x"}},
        {"schema", t, t + "CREATE SCHEMA s; CREATE TABLE s.u (id int);"},
        {"renamed schema",
         "CREATE SCHEMA s; CREATE TABLE s.u (id int);",
         "CREATE SCHEMA r; CREATE TABLE r.u (id int);",
         {"s=r"}},
        {"moved table",
         "CREATE SCHEMA s; CREATE TABLE m (id serial PRIMARY KEY, n int GENERATED ALWAYS AS IDENTITY, a int);"
         "CREATE INDEX mi ON m (a); CREATE STATISTICS ms ON n, a FROM m;",
         "CREATE SCHEMA s; SET search_path = s; CREATE TABLE m (id serial PRIMARY KEY, n int GENERATED ALWAYS AS "
         "IDENTITY, "
         "a int); CREATE INDEX mi ON m (a); CREATE STATISTICS ms ON n, a FROM m;",
         {"m=s.m"}},
        {"moved table, to a new schema under another name",
         t,
         "CREATE SCHEMA s; CREATE TABLE s.r (id int CONSTRAINT t_pkey PRIMARY KEY, a int);",
         {"t=s.r"}},
        {"moved inherited table",
         t + "CREATE SCHEMA s; CREATE TABLE k () INHERITS (t);",
         "CREATE SCHEMA s; CREATE TABLE s.t (id int PRIMARY KEY, a int); CREATE TABLE k () INHERITS (s.t);",
         {"t=s.t"}},
        {"moved views",
         t + "CREATE SCHEMA s; CREATE VIEW v AS SELECT a FROM t; CREATE MATERIALIZED VIEW mv AS SELECT a FROM t;",
         t + "CREATE SCHEMA s; CREATE VIEW s.v AS SELECT a FROM t; CREATE MATERIALIZED VIEW s.mv AS SELECT a FROM t;",
         {"v=s.v", "mv=s.mv"}},
        {"moved sequence", "CREATE SCHEMA s; CREATE SEQUENCE q;", "CREATE SCHEMA s; CREATE SEQUENCE s.q;", {"q=s.q"}},
        {"moved types",
         "CREATE SCHEMA s; CREATE TYPE e AS ENUM ('x'); CREATE TYPE c AS (x e); CREATE TABLE u (e e, c c);",
         "CREATE SCHEMA s; CREATE TYPE s.e AS ENUM ('x'); CREATE TYPE s.c AS (x s.e); CREATE TABLE u (e s.e, c s.c);",
         {"e=s.e", "c=s.c"}},
        {"view", t, t + "CREATE VIEW v AS SELECT a FROM t;"},
        {"view of another query", t + "CREATE VIEW v AS SELECT a FROM t;",
         t + "CREATE VIEW v AS SELECT id AS a FROM t;"},
        {"view with another column", t + "CREATE VIEW v AS SELECT a FROM t;",
         t + "CREATE VIEW v AS SELECT a, id FROM t;"},
        {"view over a view", t + "CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v;",
         t + "CREATE VIEW v AS SELECT a::bigint FROM t; CREATE VIEW w AS SELECT a FROM v;"},
        {"view options", t + "CREATE VIEW v AS SELECT a FROM t;",
         t + "CREATE VIEW v WITH (security_barrier) AS SELECT a FROM t;"},
        {"view default", t + "CREATE VIEW v AS SELECT a FROM t;",
         t + "CREATE VIEW v AS SELECT a FROM t; ALTER VIEW v ALTER a SET DEFAULT 3; COMMENT ON COLUMN v.a IS 'a';"},
        {"view comment, owner", t + "CREATE VIEW v AS SELECT a FROM t;",
         t + "CREATE VIEW v AS SELECT a FROM t; COMMENT ON VIEW v IS 'v'; ALTER VIEW v OWNER TO pg_monitor;"},
        {"renamed view", t + "CREATE VIEW v AS SELECT a FROM t;", t + "CREATE VIEW w AS SELECT a FROM t;", {"v=w"}},
        {"materialized view", t, t + "CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE INDEX mi ON m (a);"},
        {"materialized view without data", t, t + "CREATE MATERIALIZED VIEW m AS SELECT a FROM t WITH NO DATA;"},
        {"materialized view options", t + "CREATE MATERIALIZED VIEW m AS SELECT a FROM t;",
         t + "CREATE MATERIALIZED VIEW m WITH (fillfactor = 70) AS SELECT a FROM t; COMMENT ON MATERIALIZED VIEW m IS "
             "'m';"
             "COMMENT ON COLUMN m.a IS 'a';"},
        {"materialized view of another query", t + "CREATE MATERIALIZED VIEW m AS SELECT a FROM t;",
         t + "CREATE MATERIALIZED VIEW m AS SELECT id AS a FROM t;"},
        {"rule", t, t + "CREATE RULE r AS ON DELETE TO t DO ALSO NOTIFY x;"},
        {"rule disabled", t + "CREATE RULE r AS ON DELETE TO t DO ALSO NOTIFY x;",
         t + "CREATE RULE r AS ON DELETE TO t DO ALSO NOTIFY x; ALTER TABLE t DISABLE RULE r;"},
        {"another rule", t + "CREATE RULE r AS ON DELETE TO t DO ALSO NOTIFY x;",
         t + "CREATE RULE r AS ON DELETE TO t DO ALSO NOTIFY y; COMMENT ON RULE r ON t IS 'r';"},
        {"statistics object", t, t + "CREATE STATISTICS s (ndistinct) ON id, a FROM t;"},
        {"statistics object, target", t + "CREATE STATISTICS s ON id, a FROM t;",
         t + "CREATE STATISTICS s ON id, a FROM t; ALTER STATISTICS s SET STATISTICS 100; COMMENT ON STATISTICS s IS "
             "'s';"},
        {"policy", t, t + "CREATE POLICY p ON t USING (a > 0);"},
        {"another policy", t + "CREATE POLICY p ON t USING (a > 0);",
         t + "CREATE POLICY p ON t TO pg_monitor USING (a > 1); COMMENT ON POLICY p ON t IS 'p';"},
        {"policy with a subquery", t + "CREATE TABLE u (id int);",
         t + "CREATE TABLE u (id int); CREATE POLICY p ON t USING (a IN (SELECT id FROM u));"},
        {"publication", t, t + "CREATE PUBLICATION pub FOR TABLE t;"},
        {"another publication", t + "CREATE TABLE u (id int); CREATE PUBLICATION pub FOR TABLE t;",
         t + "CREATE TABLE u (id int); CREATE PUBLICATION pub FOR TABLE t, u;"},
        {"sequence", "", "CREATE SEQUENCE s;"},
        {"sequence altered", "CREATE SEQUENCE s AS int;", "CREATE SEQUENCE s AS bigint INCREMENT 5 CACHE 3;"},
        {"sequence owned", t + "CREATE SEQUENCE s;",
         t + "CREATE SEQUENCE s OWNED BY t.a; COMMENT ON SEQUENCE s IS 's';"},
        {"sequence as default", t, t + "CREATE SEQUENCE s; ALTER TABLE t ALTER a SET DEFAULT nextval('s');"},
        {"renamed sequence", "CREATE SEQUENCE s;", "CREATE SEQUENCE q;", {"s=q"}},
    };
}

inline std::vector<LockCase> indexCases()
{
    const std::string t = "CREATE TABLE t (id int PRIMARY KEY, a int, b text);";
    return {
        {"index", t, t + "CREATE INDEX i ON t (a);"},
        {"unique index", t, t + "CREATE UNIQUE INDEX i ON t (a);"},
        {"partial index", t, t + "CREATE INDEX i ON t (a) WHERE b IS NULL;"},
        {"index on an expression", t, t + "CREATE INDEX i ON t (lower(b));"},
        {"another index", t + "CREATE INDEX i ON t (a);", t + "CREATE INDEX i ON t (b);"},
        {"index options", t + "CREATE INDEX i ON t (a);", t + "CREATE INDEX i ON t (a) WITH (fillfactor = 70);"},
        {"index options of gin", "CREATE TABLE t (x int[]); CREATE INDEX i ON t USING gin (x);",
         "CREATE TABLE t (x int[]); CREATE INDEX i ON t USING gin (x) WITH (fastupdate = off);"},
        {"index statistics", t + "CREATE INDEX i ON t (lower(b));",
         t + "CREATE INDEX i ON t (lower(b)); ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 500;"},
        {"clustered index", t + "CREATE INDEX i ON t (a);", t + "CREATE INDEX i ON t (a); ALTER TABLE t CLUSTER ON i;"},
        {"comment on an index", t + "CREATE INDEX i ON t (a);",
         t + "CREATE INDEX i ON t (a); COMMENT ON INDEX i IS 'i';"},
        {"renamed index", t + "CREATE INDEX i ON t (a);", t + "CREATE INDEX j ON t (a);", {"t.i=t.j"}},
        {"index on a materialized view", t + "CREATE MATERIALIZED VIEW m AS SELECT a FROM t;",
         t + "CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE INDEX mi ON m (a);"},
    };
}

inline std::vector<LockCase> partitionCases()
{
    const std::string p = "CREATE TABLE p (id int NOT NULL, at int NOT NULL, a int) PARTITION BY RANGE (at);";
    const std::string p1 = "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);";
    const std::string p2 = "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20);";
    const std::string rest = "CREATE TABLE rest PARTITION OF p DEFAULT;";
    const std::string alone = "CREATE TABLE p2 (id int NOT NULL, at int NOT NULL, a int);";
    const std::string checked =
        "CREATE TABLE p2 (id int NOT NULL, at int NOT NULL, a int, CONSTRAINT k CHECK (at >= 10 AND at < 20));";
    const auto wide = [](const std::string& column) {
        return "CREATE TABLE p (id int NOT NULL, at int NOT NULL, a " + column + ") PARTITION BY RANGE (at);";
    };
    return {
        {"partitioned table", "", p + p1},
        {"partition", p + p1, p + p1 + p2},
        {"partition beside a default", p + p1 + rest, p + p1 + rest + p2},
        {"attached", p + p1 + alone, p + p1 + p2},
        {"attached with a check", p + p1 + checked,
         p + p1 + p2 + "ALTER TABLE p2 ADD CONSTRAINT k CHECK (at >= 10 AND at < 20);"},
        {"attached beside a default", p + p1 + rest + alone, p + p1 + rest + p2},
        {"attached with a foreign key",
         "CREATE TABLE u (id int PRIMARY KEY);" + p + p1 + alone +
             "ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u;",
         "CREATE TABLE u (id int PRIMARY KEY);" + p + p1 + p2 +
             "ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u;"},
        {"attached with partitions of its own",
         p + p1 +
             "CREATE TABLE p2 (id int NOT NULL, at int NOT NULL, a int) PARTITION BY LIST (a);"
             "CREATE TABLE p21 PARTITION OF p2 FOR VALUES IN (1);",
         p + p1 +
             "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20) PARTITION BY LIST (a);"
             "CREATE TABLE p21 PARTITION OF p2 FOR VALUES IN (1);"},
        {"another bound", p + p1 + p2, p + p1 + "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (30);"},
        {"column of a partitioned table", p + p1,
         "CREATE TABLE p (id int NOT NULL, at int NOT NULL, a int, x int) PARTITION BY RANGE (at);" + p1},
        {"type in a partitioned table", p + p1, wide("bigint") + p1},
        {"not null in a partitioned table", p + p1, wide("int NOT NULL") + p1},
        {"default in a partitioned table", p + p1, wide("int DEFAULT 3") + p1},
        {"check on a partitioned table", p + p1, p + p1 + "ALTER TABLE p ADD CONSTRAINT c CHECK (a > 0);"},
        {"key of a partitioned table", p + p1, p + p1 + "ALTER TABLE p ADD PRIMARY KEY (id, at);"},
        {"index on a partitioned table", p + p1, p + p1 + "CREATE INDEX i ON p (a);"},
        {"index of a new partition", p + p1 + "CREATE INDEX i ON p (a);", p + p1 + "CREATE INDEX i ON p (a);" + p2},
        {"foreign key of a partitioned table", "CREATE TABLE u (id int PRIMARY KEY);" + p + p1,
         "CREATE TABLE u (id int PRIMARY KEY);" + p + p1 +
             "ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u;"},
        {"foreign key to a partitioned table",
         p + p1 + "ALTER TABLE p ADD PRIMARY KEY (id, at); CREATE TABLE u (id int, at int);",
         p + p1 +
             "ALTER TABLE p ADD PRIMARY KEY (id, at); CREATE TABLE u (id int, at int, CONSTRAINT f FOREIGN KEY (id, "
             "at) "
             "REFERENCES p);"},
        {"partition with a foreign key",
         "CREATE TABLE u (id int PRIMARY KEY);" + p + p1 +
             "ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u;",
         "CREATE TABLE u (id int PRIMARY KEY);" + p + p1 + p2 +
             "ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u;"},
        {"trigger on a partitioned table",
         p + p1 + "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
         p + p1 +
             "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
             "CREATE TRIGGER g AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();"},
        {"renamed column of a partitioned table",
         p + p1,
         "CREATE TABLE p (id int NOT NULL, at int NOT NULL, x int) PARTITION BY RANGE (at);" + p1,
         {"p.a=p.x"}},
        {"moved partitioned table",
         p + p1 + "CREATE SCHEMA s;",
         "CREATE SCHEMA s; CREATE TABLE s.p (id int NOT NULL, at int NOT NULL, a int) PARTITION BY RANGE (at);"
         "CREATE TABLE p1 PARTITION OF s.p FOR VALUES FROM (0) TO (10);",
         {"p=s.p"}},
        {"moved partition",
         p + p1 + "CREATE SCHEMA s;",
         p + "CREATE SCHEMA s; CREATE TABLE s.p1 PARTITION OF p FOR VALUES FROM (0) TO (10);",
         {"p1=s.p1"}},
        {"comment on a partitioned table", p + p1, p + p1 + "COMMENT ON TABLE p IS 'p';"},
    };
}

inline std::vector<LockCase> programCases()
{
    const std::string t = "CREATE TABLE t (id int PRIMARY KEY, a int);";
    const std::string f = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";
    const std::string g = "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();";
    return {
        {"trigger", t + f, t + f + g},
        {"another trigger", t + f + g, t + f + "CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();"},
        {"trigger disabled", t + f + g,
         t + f + g + "ALTER TABLE t DISABLE TRIGGER g; COMMENT ON TRIGGER g ON t IS 'g';"},
        {"constraint trigger", t + f + "CREATE TABLE u (id int);",
         t + f +
             "CREATE TABLE u (id int); CREATE CONSTRAINT TRIGGER g AFTER INSERT ON t FROM u FOR EACH ROW EXECUTE "
             "FUNCTION f();"},
        {"trigger on a view", t + f + "CREATE VIEW v AS SELECT a FROM t;",
         t + f +
             "CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER g INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION "
             "f();"},
        {"renamed trigger",
         t + f + g,
         t + f + "CREATE TRIGGER h BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();",
         {"t.g=t.h"}},
        {"function", t, t + "CREATE FUNCTION q(x int) RETURNS int LANGUAGE sql AS 'SELECT x';"},
        {"another function", "CREATE FUNCTION q(x int) RETURNS int LANGUAGE sql AS 'SELECT x';",
         "CREATE FUNCTION q(x int) RETURNS int LANGUAGE sql AS 'SELECT x + 1';"},
        {"function with another result", "CREATE FUNCTION q(x int) RETURNS int LANGUAGE sql AS 'SELECT x';",
         "CREATE FUNCTION q(x int) RETURNS bigint LANGUAGE sql AS 'SELECT x::bigint';"},
        {"function of a table's type", t, t + "CREATE FUNCTION q(x t) RETURNS int LANGUAGE sql AS 'SELECT 1';"},
        {"enum value", "CREATE TYPE e AS ENUM ('a', 'c'); CREATE TABLE t (id int PRIMARY KEY, x e);",
         "CREATE TYPE e AS ENUM ('a', 'b', 'c'); CREATE TABLE t (id int PRIMARY KEY, x e);"},
        {"domain", "", "CREATE DOMAIN d AS int CHECK (VALUE > 0);"},
        {"domain check", "CREATE DOMAIN d AS int; CREATE TABLE t (x d);",
         "CREATE DOMAIN d AS int CONSTRAINT c CHECK (VALUE > 0); CREATE TABLE t (x d);"},
        {"domain check not valid", "CREATE DOMAIN d AS int; CREATE TABLE t (x d);",
         "CREATE DOMAIN d AS int; ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID; CREATE TABLE t (x d);"},
        {"domain check validated",
         "CREATE DOMAIN d AS int; ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID; CREATE TABLE t (x d);",
         "CREATE DOMAIN d AS int CONSTRAINT c CHECK (VALUE > 0); CREATE TABLE t (x d);"},
        {"domain not null", "CREATE DOMAIN d AS int; CREATE TABLE t (x d);",
         "CREATE DOMAIN d AS int NOT NULL; CREATE TABLE t (x d);"},
        {"domain default", "CREATE DOMAIN d AS int; CREATE TABLE t (x d);",
         "CREATE DOMAIN d AS int DEFAULT 3; CREATE TABLE t (x d);"},
        {"domain of another type", "CREATE DOMAIN d AS int; CREATE TABLE t (x d);",
         "CREATE DOMAIN d AS bigint; CREATE TABLE t (x d);"},
        {"composite type", "CREATE TYPE y AS (a int);", "CREATE TYPE y AS (a int, b text);"},
        {"composite type of a column", "CREATE TYPE y AS (a int); CREATE TABLE t (x y);",
         "CREATE TYPE y AS (a int, b text); CREATE TABLE t (x y);"},
        {"range", "", "CREATE TYPE r AS RANGE (subtype = float8);"},
        {"aggregate", "", "CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');"},
        {"operator and cast", "CREATE TYPE y AS (a int);",
         "CREATE TYPE y AS (a int); CREATE FUNCTION q(x y) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x.a';"
         "CREATE CAST (y AS int) WITH FUNCTION q(y);"},
        {"event trigger", "",
         "CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT "
         "TRIGGER ev ON ddl_command_start EXECUTE FUNCTION e();"},
        {"default privileges", "", "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_monitor;"},
        {"text search", "", "CREATE TEXT SEARCH CONFIGURATION ts (COPY = english);"},
    };
}

} // namespace schemawright::test
