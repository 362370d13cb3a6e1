-- before
CREATE TYPE c AS (a int, gone text, b text);
ALTER TYPE c OWNER TO one_owner;
COMMENT ON COLUMN c.a IS 'old';
CREATE FUNCTION f(c) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- after
CREATE TYPE c AS (a bigint, b text COLLATE "C", d date);
ALTER TYPE c OWNER TO two_owner;
COMMENT ON TYPE c IS 'new';
GRANT USAGE ON TYPE c TO reader;
CREATE FUNCTION f(c) RETURNS int LANGUAGE sql AS 'SELECT 1';
