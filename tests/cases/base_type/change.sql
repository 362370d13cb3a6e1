CREATE TYPE b;
CREATE FUNCTION b_in(cstring) RETURNS b LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION b_out(b) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE FUNCTION b_send(b) RETURNS bytea LANGUAGE internal STABLE STRICT AS 'textsend';
-- before
CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, STORAGE = extended);
ALTER TYPE b OWNER TO one_owner;
COMMENT ON TYPE b IS 'old';
-- after
CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, SEND = b_send, STORAGE = external);
ALTER TYPE b OWNER TO two_owner;
GRANT USAGE ON TYPE b TO reader;
