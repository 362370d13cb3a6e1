-- Columns hold a table's rows within a domain, a composite type or a range.
-- before
CREATE TABLE a (x int, y text);
CREATE DOMAIN d AS a;
CREATE TYPE ct AS (r a, n int);
CREATE TYPE ar AS RANGE (subtype = a, multirange_type_name = ars);
CREATE TABLE t (v d, w ct, ws ct[], r ar, rs ars);
CREATE FUNCTION f(q ct) RETURNS int BEGIN ATOMIC SELECT ((q).r).x; END;
CREATE VIEW v AS SELECT ((w).r).x AS q FROM t;
-- after
CREATE TABLE a (x bigint, y text);
CREATE DOMAIN d AS a;
CREATE TYPE ct AS (r a, n int);
CREATE TYPE ar AS RANGE (subtype = a, multirange_type_name = ars);
CREATE TABLE t (v d, w ct, ws ct[], r ar, rs ars);
CREATE FUNCTION f(q ct) RETURNS int BEGIN ATOMIC SELECT ((q).r).x; END;
CREATE VIEW v AS SELECT ((w).r).x AS q FROM t;
-- rows
INSERT INTO t VALUES (ROW(1, 'a')::a, ROW(ROW(2, 'b')::a, 3)::ct, ARRAY[ROW(ROW(2, 'b')::a, 3)::ct], '["(1,a)","(2,b)")', NULL);
