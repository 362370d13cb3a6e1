-- A function gains an argument with a default while what calls it changes: no call may fit both forms. One whose arguments stay gains a default, and another of its
-- name goes.
-- before
CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION g(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION g(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE TABLE t (a int, CONSTRAINT c CHECK (f(a) > 0), d int DEFAULT f(3), e int DEFAULT g(3));
CREATE VIEW v AS SELECT f(a) AS x, g(a) AS y FROM t;
CREATE MATERIALIZED VIEW m AS SELECT f(1) AS x;
CREATE RULE r AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (f(new.x));
CREATE POLICY p ON t USING (f(a) > 1);
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER stamp BEFORE INSERT ON t FOR EACH ROW WHEN (f(new.a) > 3) EXECUTE FUNCTION stamp();
CREATE FUNCTION calls(x int) RETURNS int BEGIN ATOMIC SELECT f(x) + g(x); END;
-- after
CREATE FUNCTION f(integer, text DEFAULT 'x') RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION g(integer, integer DEFAULT 7) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE TABLE t (a int, CONSTRAINT c CHECK (f(a) > 1), d int DEFAULT f(4), e int DEFAULT g(4));
CREATE VIEW v AS SELECT f(a) AS x, g(a) AS y, a FROM t;
CREATE MATERIALIZED VIEW m AS SELECT f(1) + 1 AS x;
CREATE RULE r AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (f(new.x), 3);
CREATE POLICY p ON t USING (f(a) > 2);
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER stamp BEFORE INSERT ON t FOR EACH ROW WHEN (f(new.a) > 4) EXECUTE FUNCTION stamp();
CREATE FUNCTION calls(x int) RETURNS int BEGIN ATOMIC SELECT f(x) + g(x) + 1; END;
