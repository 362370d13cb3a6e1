-- exercises: composite type: comment, create, drop, grant, owner; function: create, drop; schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TYPE two.one AS (one integer, two text COLLATE "C");
COMMENT ON COLUMN two.one.two IS 'text';
ALTER TYPE two.one OWNER TO owner_role;
COMMENT ON TYPE two.one IS 'text';
REVOKE ALL ON TYPE two.one FROM PUBLIC;
GRANT ALL ON TYPE two.one TO reader_role;
CREATE FUNCTION public.f(two.one)
    RETURNS integer
    LANGUAGE sql
    AS $$SELECT 1$$;

COMMIT;
