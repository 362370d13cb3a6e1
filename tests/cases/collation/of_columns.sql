-- before
CREATE COLLATION c (provider = icu, locale = 'und-u-ks-level2');
CREATE TABLE t (a text COLLATE c PRIMARY KEY, b text);
CREATE TABLE r (a text COLLATE c REFERENCES t);
CREATE INDEX i ON t (b COLLATE c);
CREATE VIEW v AS SELECT a, b COLLATE c AS b FROM t;
COMMENT ON COLLATION c IS 'c';
-- after
CREATE COLLATION c (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE t (a text COLLATE c PRIMARY KEY, b text);
CREATE TABLE r (a text COLLATE c REFERENCES t);
CREATE INDEX i ON t (b COLLATE c);
CREATE VIEW v AS SELECT a, b COLLATE c AS b FROM t;
COMMENT ON COLLATION c IS 'c';
