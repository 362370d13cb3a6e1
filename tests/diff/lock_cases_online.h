#pragma once

#include "tests/diff/lock_cases.h"

namespace schemawright::test {

/// The same in online plans: nothing that reads or writes all rows may hold a lock that readers or writers wait for.
inline std::vector<LockCase> onlineCases()
{
    const std::string p = "CREATE TABLE p (id int PRIMARY KEY);";
    const std::string t = p + "CREATE TABLE t (id int NOT NULL, a int, b text);";
    const auto with = [&](const std::string& sql) { return t + "ALTER TABLE t ADD CONSTRAINT c " + sql + ";"; };
    const std::string parts = "CREATE TABLE q (id int, at int, n text) PARTITION BY RANGE (at);"
                              "CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (10);";
    const std::string wider = "CREATE TABLE q (id int, at int, n text) PARTITION BY RANGE (at);"
                              "CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (20);";
    const std::string days = "CREATE TABLE d (day date) PARTITION BY RANGE (day);"
                             "CREATE TABLE d1 PARTITION OF d FOR VALUES FROM (MINVALUE) TO ('2025-01-01');";
    const std::string lists = "CREATE TABLE l (kind text) PARTITION BY LIST (kind);"
                              "CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a', NULL);";
    const std::string nested = "CREATE TABLE q2 PARTITION OF q FOR VALUES FROM (10) TO (20) PARTITION BY LIST (id);"
                               "CREATE TABLE q21 PARTITION OF q2 FOR VALUES IN (1);";
    const auto column = [&](const std::string& definition) {
        return p + "CREATE TABLE t (id int NOT NULL, a int, b text, x " + definition + ");";
    };
    return {
        {"online: index", t, t + "CREATE INDEX i ON t (a);", {}, true},
        {"online: unique index", t, t + "CREATE UNIQUE INDEX i ON t (a) WHERE b IS NULL;", {}, true},
        {"online: another index", t + "CREATE INDEX i ON t (a);", t + "CREATE INDEX i ON t (b);", {}, true},
        {"online: another unique index",
         t + "CREATE UNIQUE INDEX i ON t (a); COMMENT ON INDEX i IS 'i';",
         t + "CREATE UNIQUE INDEX i ON t (a, id); COMMENT ON INDEX i IS 'i';",
         {},
         true},
        {"online: another primary key", with("PRIMARY KEY (id)"), with("PRIMARY KEY (id, a)"), {}, true},
        {"online: another unique key", with("UNIQUE (a)"), with("UNIQUE (a, b)"), {}, true},
        {"online: another check", with("CHECK (a > 0)"), with("CHECK (a > 1)"), {}, true},
        {"online: another foreign key",
         with("FOREIGN KEY (a) REFERENCES p"),
         with("FOREIGN KEY (a) REFERENCES p ON DELETE CASCADE"),
         {},
         true},
        {"online: another index of a partitioned table",
         parts + nested + "CREATE INDEX i ON q (id);",
         parts + nested + "CREATE INDEX i ON q (n);",
         {},
         true},
        {"online: another primary key of a partitioned table",
         parts + nested + "ALTER TABLE q ADD PRIMARY KEY (at, id);",
         parts + nested + "ALTER TABLE q ADD PRIMARY KEY (id, at);",
         {},
         true},
        {"online: another foreign key of a partitioned table",
         p + parts + "ALTER TABLE q ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES p;",
         p + parts + "ALTER TABLE q ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES p ON DELETE CASCADE;",
         {},
         true},
        {"online: another bound", parts, wider, {}, true},
        {"online: another bound beside a default partition",
         parts + "CREATE TABLE qd PARTITION OF q DEFAULT;",
         wider + "CREATE TABLE qd PARTITION OF q DEFAULT;",
         {},
         true},
        {"online: check", t, with("CHECK (a > 0)"), {}, true},
        {"online: foreign key", t, with("FOREIGN KEY (a) REFERENCES p"), {}, true},
        {"online: foreign key validated",
         with("FOREIGN KEY (a) REFERENCES p NOT VALID"),
         with("FOREIGN KEY (a) REFERENCES p"),
         {},
         true},
        {"online: unique", t, with("UNIQUE (a) INCLUDE (b)"), {}, true},
        {"online: unique, deferrable",
         t,
         with("UNIQUE NULLS NOT DISTINCT (a) DEFERRABLE INITIALLY DEFERRED"),
         {},
         true},
        {"online: primary key", t, with("PRIMARY KEY (id)"), {}, true},
        {"online: primary key on nullable columns", t, with("PRIMARY KEY (a)"), {}, true},
        {"online: not null", column("int"), column("int NOT NULL"), {}, true},
        {"online: not null in a partitioned table",
         parts,
         "CREATE TABLE q (id int NOT NULL, at int, n text) PARTITION BY RANGE (at);"
         "CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (10);",
         {},
         true},
        {"online: volatile default", t, column("double precision DEFAULT random()"), {}, true},
        {"online: volatile default, not null", t, column("uuid NOT NULL DEFAULT gen_random_uuid()"), {}, true},
        {"online: detached",
         parts + "CREATE TABLE q2 PARTITION OF q FOR VALUES FROM (10) TO (20);",
         parts + "CREATE TABLE q2 (id int, at int, n text, CONSTRAINT k CHECK (at >= 10 AND at < 20));",
         {},
         true},
        {"online: attached",
         parts + "CREATE TABLE q2 (id int, at int, n text);",
         parts + "CREATE TABLE q2 PARTITION OF q FOR VALUES FROM (10) TO (20);",
         {},
         true},
        {"online: attached up to the end",
         days + "CREATE TABLE d2 (day date);",
         days + "CREATE TABLE d2 PARTITION OF d FOR VALUES FROM ('2025-01-01') TO (MAXVALUE);",
         {},
         true},
        {"online: attached to a list",
         lists + "CREATE TABLE l2 (kind text);",
         lists + "CREATE TABLE l2 PARTITION OF l FOR VALUES IN ('b', 'it''s');",
         {},
         true},
        {"online: attached with partitions of its own",
         parts + "CREATE TABLE q2 (id int, at int, n text) PARTITION BY LIST (id);"
                 "CREATE TABLE q21 PARTITION OF q2 FOR VALUES IN (1);",
         parts + nested,
         {},
         true},
        {"online: foreign key of a partitioned table",
         p + parts + nested,
         p + parts + nested + "ALTER TABLE q ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES p;",
         {},
         true},
        {"online: unique on a partitioned table",
         parts + nested,
         parts + nested + "ALTER TABLE q ADD CONSTRAINT u UNIQUE (at, id);",
         {},
         true},
        {"online: primary key of a partitioned table",
         parts,
         parts + "ALTER TABLE q ADD PRIMARY KEY (id, at);",
         {},
         true},
        {"online: index on a partitioned table", parts, parts + "CREATE INDEX i ON q (id);", {}, true},
        {"online: unique index on a partitioned table",
         parts,
         parts + "CREATE UNIQUE INDEX i ON q (at, id) INCLUDE (n);",
         {},
         true},
        {"online: index on a table with partitions of partitions",
         parts + nested,
         parts + nested + "CREATE INDEX i ON q (id DESC) WHERE id > 0;",
         {},
         true},
        {"online: index of partitions by other names",
         parts,
         parts + "CREATE INDEX i ON ONLY q (id); CREATE INDEX mine ON q1 (id); ALTER INDEX i ATTACH PARTITION mine;",
         {},
         true},
        {"online: renamed column",
         column("int"),
         p + "CREATE TABLE t (id int NOT NULL, a int, b text, y int);",
         {"t.x=t.y"},
         true},
    };
}

} // namespace schemawright::test
