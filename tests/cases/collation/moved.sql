-- rename {a}.{c}={b}.{d}
CREATE SCHEMA {a};
-- before
CREATE COLLATION {a}.{c} (LOCALE = 'C');
COMMENT ON COLLATION {a}.{c} IS {t};
CREATE TABLE t (x text COLLATE {a}.{c});
CREATE INDEX i ON t (x);
-- after
CREATE SCHEMA {b};
CREATE COLLATION {b}.{d} (LOCALE = 'C');
COMMENT ON COLLATION {b}.{d} IS {t};
CREATE TABLE t (x text COLLATE {b}.{d});
CREATE INDEX i ON t (x);
-- rows
INSERT INTO t VALUES ('a'), (NULL);
