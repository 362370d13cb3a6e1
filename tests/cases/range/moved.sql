-- Its multirange type and the functions that make values of both go along, so that the old schema can be dropped.
-- rename {a}.{c}={b}.{c}
-- before
CREATE SCHEMA {a};
CREATE TYPE {a}.{c} AS RANGE (subtype = float8, multirange_type_name = {a}.{d});
COMMENT ON TYPE {a}.{c} IS {t};
CREATE TABLE t (x {a}.{c}, y {a}.{d});
CREATE VIEW v AS SELECT {a}.{c}(1, 2) AS x, {a}.{d}() AS y;
-- after
CREATE SCHEMA {b};
CREATE TYPE {b}.{c} AS RANGE (subtype = float8, multirange_type_name = {b}.{d});
COMMENT ON TYPE {b}.{c} IS {t};
CREATE TABLE t (x {b}.{c}, y {b}.{d});
CREATE VIEW v AS SELECT {b}.{c}(1, 2) AS x, {b}.{d}() AS y;
-- rows
INSERT INTO t VALUES ('[1,2)', '{[3,4)}');
