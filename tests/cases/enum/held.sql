-- before
CREATE TYPE e AS ENUM ('a', 'b', 'c');
CREATE DOMAIN d AS e DEFAULT 'a' CHECK (VALUE <> 'b');
CREATE TYPE c AS (x e, y d[]);
CREATE TYPE o AS (c c, n int);
CREATE TYPE r AS RANGE (subtype = e);
CREATE TABLE t (d d, ds d[], c c, cs c[] DEFAULT ARRAY[]::c[], o o, r r);
CREATE VIEW v AS SELECT d, (c).x FROM t;
CREATE FUNCTION f(o) RETURNS e LANGUAGE sql AS 'SELECT ($1).c.x';
-- after
CREATE TYPE e AS ENUM ('c', 'a');
CREATE DOMAIN d AS e DEFAULT 'a' CHECK (VALUE <> 'c');
CREATE TYPE c AS (x e, y d[]);
CREATE TYPE o AS (c c, n int);
CREATE TYPE r AS RANGE (subtype = e);
CREATE TABLE t (d d, ds d[], c c, cs c[] DEFAULT ARRAY[]::c[], o o, r r);
CREATE VIEW v AS SELECT d, (c).x FROM t;
CREATE FUNCTION f(o) RETURNS e LANGUAGE sql AS 'SELECT ($1).c.x';
