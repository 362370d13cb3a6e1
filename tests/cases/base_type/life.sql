-- after
CREATE SCHEMA {b};
CREATE TYPE {b}.{a};
CREATE FUNCTION {b}.{a}(cstring) RETURNS {b}.{a} LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION {b}.{c}({b}.{a}) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE {b}.{a} (INPUT = {b}.{a}, OUTPUT = {b}.{c}, LIKE = int4, DEFAULT = '42', DELIMITER = ';', CATEGORY = 'x', PREFERRED = true);
ALTER TYPE {b}.{a} OWNER TO {r};
COMMENT ON TYPE {b}.{a} IS {t};
GRANT USAGE ON TYPE {b}.{a} TO {s};
REVOKE USAGE ON TYPE {b}.{a} FROM PUBLIC;
CREATE TABLE t (x {b}.{a}, y {b}.{a}[]);
CREATE FUNCTION same({b}.{a}, {b}.{a}) RETURNS bool LANGUAGE internal IMMUTABLE STRICT AS 'int4eq';
