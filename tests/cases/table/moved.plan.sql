-- exercises: schema: comment, create, drop, grant, owner
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER SCHEMA two OWNER TO reader_role;
COMMENT ON SCHEMA two IS 'text';
GRANT USAGE ON SCHEMA two TO owner_role;
ALTER TABLE one.three SET SCHEMA two;
ALTER STATISTICS one.one SET SCHEMA two;

COMMIT;
