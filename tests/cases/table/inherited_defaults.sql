-- Tables that inherit have other defaults than their parents, or none, while these get other types and defaults.
-- before
CREATE TABLE {a} (id int, x int DEFAULT 1, t timestamp DEFAULT now());
CREATE TABLE {b} () INHERITS ({a});
ALTER TABLE {b} ALTER x SET DEFAULT 2, ALTER t DROP DEFAULT;
CREATE TABLE {c} () INHERITS ({b});
ALTER TABLE {c} ALTER x DROP DEFAULT;
CREATE TABLE {d} (k int, v int DEFAULT 3) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF {d} FOR VALUES IN (1);
ALTER TABLE p1 ALTER v SET DEFAULT 4;
CREATE TABLE p2 PARTITION OF {d} FOR VALUES IN (2);
-- after
CREATE TABLE {a} (id int, x text DEFAULT '1', t timestamptz DEFAULT now());
CREATE TABLE {b} () INHERITS ({a});
ALTER TABLE {b} ALTER x SET DEFAULT '2', ALTER t DROP DEFAULT;
CREATE TABLE {c} () INHERITS ({b});
ALTER TABLE {c} ALTER x DROP DEFAULT;
CREATE TABLE {d} (k int, v int DEFAULT 5) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF {d} FOR VALUES IN (1);
ALTER TABLE p1 ALTER v SET DEFAULT 3;
CREATE TABLE p2 (k int, v int);
