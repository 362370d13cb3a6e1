-- exercises: cast: comment, create, drop; composite type: create, drop; function: create, drop; schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TYPE two.one AS (x integer);
CREATE FUNCTION two.three(two.one)
    RETURNS integer
    LANGUAGE sql
    IMMUTABLE
    AS $$SELECT 1$$;
CREATE CAST (two.one AS integer) WITH FUNCTION two.three(two.one) AS ASSIGNMENT;
COMMENT ON CAST (two.one AS integer) IS 'text';
CREATE CAST (two.one AS xml) WITH INOUT AS IMPLICIT;

COMMIT;
