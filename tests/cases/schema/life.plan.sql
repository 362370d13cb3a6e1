-- exercises: schema: comment, create, drop, grant, owner
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA one;
ALTER SCHEMA one OWNER TO owner_role;
COMMENT ON SCHEMA one IS 'text';
GRANT CREATE ON SCHEMA one TO PUBLIC;
GRANT USAGE ON SCHEMA one TO reader_role WITH GRANT OPTION;

COMMIT;
