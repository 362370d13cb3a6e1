-- after
CREATE SCHEMA {b};
CREATE TYPE {b}.{a};
CREATE FUNCTION {b}.{a}({b}.{a}) RETURNS {b}.{a} LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE {b}.{a} AS RANGE (subtype = int, canonical = {b}.{a}, multirange_type_name = {b}.{c});
ALTER TYPE {b}.{a} OWNER TO {r};
COMMENT ON TYPE {b}.{a} IS {t};
CREATE TABLE t (x {b}.{a}, y {b}.{a}[]);
