CREATE TABLE keep (id int);
-- before
CREATE TYPE e AS ENUM ('a', 'b', 'c');
ALTER TYPE e OWNER TO one_owner;
COMMENT ON TYPE e IS 'old';
CREATE TABLE t (x e DEFAULT 'a', y e[], z text);
CREATE VIEW v AS SELECT x FROM t WHERE x > 'a';
CREATE FUNCTION f(e) RETURNS e LANGUAGE sql AS 'SELECT $1';
CREATE INDEX i ON t (x);
-- after
CREATE TYPE e AS ENUM ('c', 'a');
ALTER TYPE e OWNER TO two_owner;
GRANT USAGE ON TYPE e TO reader;
CREATE TABLE t (x e DEFAULT 'a', y e[], z text);
CREATE VIEW v AS SELECT x FROM t WHERE x > 'a';
CREATE FUNCTION f(e) RETURNS e LANGUAGE sql AS 'SELECT $1';
CREATE INDEX i ON t (x);
