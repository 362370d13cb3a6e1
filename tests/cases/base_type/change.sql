CREATE TYPE b;
CREATE FUNCTION b_in(cstring) RETURNS b LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION b_out(b) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
-- before
CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, STORAGE = extended);
ALTER TYPE b OWNER TO one_owner;
COMMENT ON TYPE b IS 'old';
CREATE TABLE t (x b);
-- after
CREATE FUNCTION b_send(b) RETURNS bytea LANGUAGE internal STABLE STRICT AS 'textsend';
CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, SEND = b_send, STORAGE = external);
ALTER TYPE b OWNER TO two_owner;
GRANT USAGE ON TYPE b TO reader;
CREATE TABLE t (x b);
