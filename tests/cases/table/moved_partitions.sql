-- Partitions and tables that inherit stay where they are, and move by themselves.
-- rename {a}.p={b}.p
-- rename {a}.p1={b}.{c}
-- rename public.k={b}.k
-- before
CREATE SCHEMA {a};
CREATE TABLE {a}.p (id int, {d} int, CONSTRAINT pk PRIMARY KEY (id), CHECK ({d} > 0)) PARTITION BY RANGE (id);
CREATE INDEX pi ON {a}.p ({d});
CREATE TABLE {a}.p1 PARTITION OF {a}.p FOR VALUES FROM (1) TO (10);
CREATE TABLE {a}.p2 PARTITION OF {a}.p DEFAULT;
CREATE TABLE m (id int);
CREATE TABLE k (x int) INHERITS (m);
-- after
CREATE SCHEMA {a};
CREATE SCHEMA {b};
CREATE TABLE {b}.p (id int, {d} int, CONSTRAINT pk PRIMARY KEY (id), CHECK ({d} > 0)) PARTITION BY RANGE (id);
CREATE INDEX pi ON {b}.p ({d});
CREATE TABLE {b}.p1 PARTITION OF {b}.p FOR VALUES FROM (1) TO (10);
ALTER TABLE {b}.p1 RENAME TO {c};
CREATE TABLE {a}.p2 PARTITION OF {b}.p DEFAULT;
CREATE TABLE m (id int);
CREATE TABLE {b}.k (x int) INHERITS (m);
-- rows
INSERT INTO {a}.p VALUES (1, 2), (20, 3);
INSERT INTO k VALUES (1, 2);
