-- after
CREATE SCHEMA {b};
CREATE TYPE {b}.{a} AS (x int);
CREATE FUNCTION {b}.{c}({b}.{a}) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE CAST ({b}.{a} AS int) WITH FUNCTION {b}.{c}({b}.{a}) AS ASSIGNMENT;
COMMENT ON CAST ({b}.{a} AS int) IS {t};
CREATE CAST ({b}.{a} AS xml) WITH INOUT AS IMPLICIT;
