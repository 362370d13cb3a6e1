-- after
CREATE SCHEMA {b};
CREATE FUNCTION {b}.{d}(x float8, y float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT x - y';
CREATE TYPE {b}.{a} AS RANGE (subtype = float8, subtype_diff = {b}.{d}, multirange_type_name = {b}.{c});
ALTER TYPE {b}.{a} OWNER TO {r};
COMMENT ON TYPE {b}.{a} IS {t};
GRANT USAGE ON TYPE {b}.{a} TO {s};
REVOKE USAGE ON TYPE {b}.{a} FROM PUBLIC;
CREATE TABLE t (x {b}.{a}, y {b}.{c});
