-- before
CREATE TYPE r AS RANGE (subtype = int);
ALTER TYPE r OWNER TO one_owner;
COMMENT ON TYPE r IS 'old';
CREATE FUNCTION f(r) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- after
CREATE TYPE r AS RANGE (subtype = bigint);
ALTER TYPE r OWNER TO two_owner;
GRANT USAGE ON TYPE r TO reader;
CREATE FUNCTION f(r) RETURNS int LANGUAGE sql AS 'SELECT 1';
