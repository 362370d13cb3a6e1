-- exercises: extension: alter, comment; schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA f;
COMMENT ON EXTENSION citext IS 'words';
ALTER EXTENSION citext SET SCHEMA f;

COMMIT;
