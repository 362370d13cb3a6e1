-- The rows are written once, whatever the number of columns.
-- before
CREATE TABLE t (id int PRIMARY KEY, parent int REFERENCES t, note text DEFAULT 'x', kept text);
CREATE INDEX i ON t (parent);
CREATE VIEW v AS SELECT id, parent FROM t;
CREATE TABLE child (extra int) INHERITS (t);
-- after
CREATE TABLE t (id bigint PRIMARY KEY, parent bigint REFERENCES t, note varchar(20) DEFAULT 'y' NOT NULL, kept text);
CREATE INDEX i ON t (parent);
CREATE VIEW v AS SELECT id, parent FROM t;
CREATE TABLE child (extra int) INHERITS (t);
-- rows
INSERT INTO t VALUES (1, NULL, 'a'), (2, 1, 'b');
INSERT INTO child VALUES (3, 1, 'c', NULL, 4);
