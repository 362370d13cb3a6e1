-- rename {a}.{c}={b}.{d}
CREATE SCHEMA {a};
-- before
CREATE TYPE {a}.{c} AS ({a} int, {d} text);
COMMENT ON COLUMN {a}.{c}.{d} IS {t};
CREATE TABLE t (x {a}.{c}, y {a}.{c}[]);
CREATE TABLE {a}.typed OF {a}.{c};
-- after
CREATE SCHEMA {b};
CREATE TYPE {b}.{d} AS ({a} int, {d} text);
COMMENT ON COLUMN {b}.{d}.{d} IS {t};
CREATE TABLE t (x {b}.{d}, y {b}.{d}[]);
CREATE TABLE {a}.typed OF {b}.{d};
-- rows
INSERT INTO t VALUES (ROW(1, 'a'), NULL);
