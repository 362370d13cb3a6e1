-- before
CREATE TYPE s;
CREATE TYPE whole;
ALTER TYPE s OWNER TO one_owner;
COMMENT ON TYPE s IS 'old';
-- after
CREATE TYPE s;
ALTER TYPE s OWNER TO two_owner;
CREATE TYPE whole;
CREATE FUNCTION whole_in(cstring) RETURNS whole LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION whole_out(whole) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE whole (INPUT = whole_in, OUTPUT = whole_out, STORAGE = extended, COLLATABLE = true);
CREATE TABLE t (x whole COLLATE "C");
