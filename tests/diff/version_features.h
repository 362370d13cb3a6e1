#pragma once

#include <array>

namespace schemawright::test {

/// What only some versions have: a name, the first version, and two schemas.
struct Feature {
    const char* name;
    int since;
    const char* before;
    const char* after;
};

inline constexpr std::array versionFeatures{
    Feature{"ICU collation", 14, "",
            "CREATE COLLATION german (provider = icu, locale = 'de-DE'); CREATE TABLE t (a text COLLATE german);"},
    Feature{"publication of a table", 14, "CREATE TABLE t (id int PRIMARY KEY);",
            "CREATE TABLE t (id int PRIMARY KEY); CREATE PUBLICATION p FOR TABLE t;"},
    Feature{"publication with a filter", 15,
            "CREATE TABLE t (id int PRIMARY KEY, a int); CREATE PUBLICATION p FOR TABLE t;",
            "CREATE TABLE t (id int PRIMARY KEY, a int); CREATE PUBLICATION p FOR TABLE t (id) WHERE (id > 3);"},
    Feature{"nulls not distinct", 15, "CREATE TABLE t (a int UNIQUE);",
            "CREATE TABLE t (a int UNIQUE NULLS NOT DISTINCT);"},
    Feature{"set null of one column", 15,
            "CREATE TABLE t (a int, b int, UNIQUE (a, b)); CREATE TABLE u (a int, b int);",
            "CREATE TABLE t (a int, b int, UNIQUE (a, b)); CREATE TABLE u (a int, b int, FOREIGN KEY (a, b) REFERENCES "
            "t (a, b) ON DELETE SET NULL (b));"},
    Feature{"a check that is not enforced", 18, "CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0));",
            "CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0) NOT ENFORCED);"},
    Feature{"a foreign key that is not enforced", 18,
            "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (t int, CONSTRAINT f FOREIGN KEY (t) REFERENCES t);",
            "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (t int, CONSTRAINT f FOREIGN KEY (t) REFERENCES t NOT "
            "ENFORCED);"},
    Feature{"a foreign key that is not valid and then not enforced", 18,
            "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (t int); ALTER TABLE u ADD CONSTRAINT f FOREIGN KEY "
            "(t) REFERENCES t NOT VALID;",
            "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (t int, CONSTRAINT f FOREIGN KEY (t) REFERENCES t NOT "
            "ENFORCED);"},
    Feature{
        "temporal keys", 18,
        "CREATE TABLE room (id int4range, at daterange); CREATE TABLE booking (room int4range, at daterange);",
        "CREATE TABLE room (id int4range, at daterange, CONSTRAINT room_pkey PRIMARY KEY (id, at WITHOUT OVERLAPS));"
        "CREATE TABLE booking (room int4range, at daterange, CONSTRAINT b FOREIGN KEY (room, PERIOD at) REFERENCES "
        "room (id, PERIOD at));"},
    Feature{"a temporal key becomes a plain one", 18,
            "CREATE TABLE room (id int4range, at daterange, CONSTRAINT room_key UNIQUE (id, at WITHOUT OVERLAPS));",
            "CREATE TABLE room (id int4range, at daterange, CONSTRAINT room_key UNIQUE (id, at));"},
    Feature{"NOT NULL with a name and a comment", 18, "CREATE TABLE t (a int NOT NULL, b int CONSTRAINT old NOT NULL);",
            "CREATE TABLE t (a int CONSTRAINT a_said NOT NULL, b int CONSTRAINT young NOT NULL);"
            "COMMENT ON CONSTRAINT a_said ON t IS 'why';"
            "CREATE TABLE u (id int CONSTRAINT x NOT NULL PRIMARY KEY, i int GENERATED ALWAYS AS IDENTITY CONSTRAINT y "
            "NOT NULL); ALTER TABLE u RENAME CONSTRAINT x TO z;"
            "ALTER TABLE t ALTER CONSTRAINT young NO INHERIT;"},
    Feature{
        "NOT NULL that is not valid", 18, "CREATE TABLE t (a int NOT NULL, b int, c int, d int NOT NULL);",
        "CREATE TABLE t (a int NOT NULL, b int, c int, d int); ALTER TABLE t ADD CONSTRAINT bn NOT NULL b NOT VALID;"
        "ALTER TABLE t ADD NOT NULL c NOT VALID; ALTER TABLE t ADD NOT NULL d NOT VALID;"
        "ALTER TABLE t ADD e int; ALTER TABLE t ADD NOT NULL e NOT VALID;"
        "CREATE TABLE u (a int); ALTER TABLE u ADD CONSTRAINT an NOT NULL a NOT VALID; COMMENT ON CONSTRAINT an ON "
        "u IS 'later';"},
    Feature{"NOT NULL that is not inherited", 18,
            "CREATE TABLE p (a int, b int NOT NULL); CREATE TABLE c () INHERITS (p);",
            "CREATE TABLE p (a int NOT NULL NO INHERIT, b int NOT NULL, x int NOT NULL NO INHERIT); CREATE TABLE c () "
            "INHERITS (p);"},
    Feature{
        "NOT NULL that goes down to other tables", 18,
        "CREATE TABLE p (a int, b int, c int NOT NULL); CREATE TABLE c1 (CONSTRAINT mine NOT NULL a) INHERITS (p);"
        "CREATE TABLE c2 (CONSTRAINT own NOT NULL c) INHERITS (p); CREATE TABLE d () INHERITS (c2);",
        "CREATE TABLE p (a int NOT NULL, b int CONSTRAINT bn NOT NULL, c int); CREATE TABLE c1 (CONSTRAINT mine NOT "
        "NULL a) INHERITS (p); CREATE TABLE c2 (CONSTRAINT own NOT NULL c) INHERITS (p); CREATE TABLE d () "
        "INHERITS (c2); CREATE TABLE e (CONSTRAINT o NOT NULL b) INHERITS (p);"},
    Feature{
        "NOT NULL of partitions", 18,
        "CREATE TABLE p (a int, b int NOT NULL) PARTITION BY LIST (b); CREATE TABLE p1 PARTITION OF p FOR VALUES IN "
        "(1);",
        "CREATE TABLE p (a int CONSTRAINT an NOT NULL, b int NOT NULL) PARTITION BY LIST (b); CREATE TABLE p1 "
        "PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 PARTITION OF p (CONSTRAINT mine NOT NULL b) FOR VALUES "
        "IN (2); CREATE TABLE p3 (a int NOT NULL, b int NOT NULL); ALTER TABLE p ATTACH PARTITION p3 FOR VALUES IN "
        "(3);"},
    Feature{"NOT NULL constraints that change names with each other", 14,
            "CREATE TABLE t (a int CONSTRAINT x NOT NULL, b int CONSTRAINT y NOT NULL, c int);",
            "CREATE TABLE t (a int CONSTRAINT y NOT NULL, b int CONSTRAINT z NOT NULL, c int CONSTRAINT x NOT NULL);"},
    Feature{"NOT NULL whose usual name another table has", 14,
            "CREATE TABLE u (b int CONSTRAINT t_a_not_null NOT NULL);",
            "CREATE TABLE u (b int CONSTRAINT t_a_not_null NOT NULL, c int);"
            "CREATE TABLE t (a int CONSTRAINT t_a_not_null NOT NULL, b int);"},
    Feature{
        "NOT NULL of a parent that is renamed with those below", 14,
        "CREATE TABLE p (a int NOT NULL); CREATE TABLE c () INHERITS (p); CREATE TABLE d () INHERITS (c);",
        "CREATE TABLE p (a int CONSTRAINT other NOT NULL); CREATE TABLE c () INHERITS (p); CREATE TABLE d () INHERITS "
        "(c);"},
    Feature{"NOT NULL of a column that a parent loses", 14,
            "CREATE TABLE p (a int NOT NULL, b int); CREATE TABLE c () INHERITS (p);",
            "CREATE TABLE p (b int); CREATE TABLE c (a int CONSTRAINT p_a_not_null NOT NULL) INHERITS (p);"},
    Feature{
        "NOT NULL that stays below when the parent's goes", 18,
        "CREATE TABLE p (a int NOT NULL); CREATE TABLE c () INHERITS (p); CREATE TABLE d () INHERITS (p);",
        "CREATE TABLE p (a int); CREATE TABLE c (CONSTRAINT p_a_not_null NOT NULL a) INHERITS (p); CREATE TABLE d () "
        "INHERITS (p);"},
    Feature{
        "another type of a column that is not null below under another name", 18,
        "CREATE TABLE p (a int NOT NULL); CREATE TABLE c (a int NOT NULL); ALTER TABLE c INHERIT p;"
        "CREATE TABLE r (a int NOT NULL, k int) PARTITION BY LIST (k); CREATE TABLE r1 PARTITION OF r (CONSTRAINT mine "
        "NOT NULL a) FOR VALUES IN (1);",
        "CREATE TABLE p (a bigint NOT NULL); CREATE TABLE c (a bigint NOT NULL); ALTER TABLE c INHERIT p;"
        "CREATE TABLE r (a bigint NOT NULL, k int) PARTITION BY LIST (k); CREATE TABLE r1 PARTITION OF r (CONSTRAINT "
        "mine NOT NULL a) FOR VALUES IN (1);"},
    Feature{
        "partitions that come and go with names of their own", 14,
        "CREATE TABLE r (a int NOT NULL, k int NOT NULL) PARTITION BY LIST (k); CREATE TABLE r1 PARTITION OF r FOR "
        "VALUES IN (1); CREATE TABLE r2 (a int CONSTRAINT r_a_not_null NOT NULL, k int CONSTRAINT r_k_not_null NOT "
        "NULL);"
        "ALTER TABLE r ATTACH PARTITION r2 FOR VALUES IN (2);",
        "CREATE TABLE r (a int NOT NULL, k int NOT NULL) PARTITION BY LIST (k); CREATE TABLE r1 (a int NOT NULL, k int "
        "NOT NULL); CREATE TABLE r2 (a int CONSTRAINT second NOT NULL, k int NOT NULL);"},
    Feature{"generated columns that are published", 18, "CREATE TABLE t (id int PRIMARY KEY); CREATE PUBLICATION p;",
            "CREATE TABLE t (id int PRIMARY KEY); CREATE PUBLICATION p WITH (publish_generated_columns = stored);"
            "CREATE PUBLICATION q FOR TABLE t WITH (publish_generated_columns = stored);"},
    Feature{"default privileges of large objects", 18, "",
            "ALTER DEFAULT PRIVILEGES GRANT SELECT ON LARGE OBJECTS TO pg_monitor;"},
    Feature{"a foreign key of a partitioned table that is not valid", 18,
            "CREATE TABLE r (id int PRIMARY KEY); CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 "
            "PARTITION OF p FOR VALUES IN (1);",
            "CREATE TABLE r (id int PRIMARY KEY); CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 "
            "PARTITION OF p FOR VALUES IN (1); ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES r NOT VALID;"},
    Feature{"MAINTAIN", 17, "CREATE TABLE t (a int);",
            "CREATE TABLE t (a int); GRANT MAINTAIN ON t TO pg_monitor; ALTER DEFAULT PRIVILEGES GRANT MAINTAIN ON "
            "TABLES TO pg_monitor;"},
    Feature{"NOT NULL of a domain", 17, "CREATE DOMAIN d AS int; CREATE DOMAIN e AS int CONSTRAINT x NOT NULL;",
            "CREATE DOMAIN d AS int CONSTRAINT said NOT NULL; CREATE DOMAIN e AS int NOT NULL; COMMENT ON CONSTRAINT "
            "said ON DOMAIN d IS 'why';"},
    Feature{"virtual generated columns", 18, "CREATE TABLE t (a int);",
            "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL);"},
};

} // namespace schemawright::test
