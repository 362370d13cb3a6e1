-- Expressions that have values of a table's rows, and functions that take them, keep PostgreSQL from changing the type of a column, or from adding one with a
-- default: they are dropped before and created again. A constant of the row type is replaced once the column exists.
-- before
CREATE TABLE a (x int, y text);
CREATE FUNCTION with_default(r a DEFAULT ROW(1, 'z')::a) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT (r).x';
CREATE FUNCTION of_array(r a[]) RETURNS bigint BEGIN ATOMIC SELECT cardinality(r); END;
CREATE FUNCTION returns_one() RETURNS a BEGIN ATOMIC SELECT ROW(1, 't')::a; END;
CREATE FUNCTION plain(r a) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT (r).x';
CREATE TABLE b (i int DEFAULT ('(1,z)'::a).x, CONSTRAINT c CHECK (i <> ('(2,z)'::a).x));
CREATE POLICY p ON b USING (i = ('(1,z)'::a).x);
CREATE INDEX bi ON b ((i + ('(1,z)'::a).x));
CREATE VIEW v AS SELECT '(1,z)'::a AS q, ARRAY[ROW(1, 'z')::a] AS r, with_default() AS s;
CREATE VIEW w AS SELECT a AS whole FROM a;
CREATE MATERIALIZED VIEW m AS SELECT a AS whole FROM a;
CREATE TABLE parent (x int, y int) PARTITION BY RANGE (x);
CREATE TABLE child PARTITION OF parent FOR VALUES FROM (0) TO (1000000);
CREATE FUNCTION of_child(r child) RETURNS int BEGIN ATOMIC SELECT (r).y; END;
CREATE TABLE more (x int, y text);
CREATE FUNCTION of_more(r more DEFAULT '(1,z)') RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW more_view AS SELECT '(1,z)'::more AS q;
-- after
CREATE TABLE a (x bigint, y varchar(10));
CREATE FUNCTION with_default(r a DEFAULT ROW(1, 'z')::a) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT (r).x';
CREATE FUNCTION of_array(r a[]) RETURNS bigint BEGIN ATOMIC SELECT cardinality(r); END;
CREATE FUNCTION returns_one() RETURNS a BEGIN ATOMIC SELECT ROW(1, 't')::a; END;
CREATE FUNCTION plain(r a) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT (r).x';
CREATE TABLE b (i int DEFAULT ('(1,z)'::a).x, CONSTRAINT c CHECK (i <> ('(2,z)'::a).x));
CREATE POLICY p ON b USING (i = ('(1,z)'::a).x);
CREATE INDEX bi ON b ((i + ('(1,z)'::a).x));
CREATE VIEW v AS SELECT '(1,z)'::a AS q, ARRAY[ROW(1, 'z')::a] AS r, with_default() AS s;
CREATE VIEW w AS SELECT a AS whole FROM a;
CREATE MATERIALIZED VIEW m AS SELECT a AS whole FROM a;
CREATE TABLE parent (x int, y int, z text DEFAULT 'q') PARTITION BY RANGE (x);
CREATE TABLE child PARTITION OF parent FOR VALUES FROM (0) TO (1000000);
CREATE FUNCTION of_child(r child) RETURNS int BEGIN ATOMIC SELECT (r).y; END;
CREATE TABLE more (x int, y text, z int);
CREATE FUNCTION of_more(r more DEFAULT '(1,z,)') RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW more_view AS SELECT '(1,z,)'::more AS q;
-- rows
INSERT INTO a VALUES (1, 'one');
