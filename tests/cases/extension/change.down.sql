SET check_function_bodies = off;

BEGIN;

COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';
ALTER EXTENSION citext SET SCHEMA e;
DROP SCHEMA f;

COMMIT;
