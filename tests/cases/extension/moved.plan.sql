-- exercises: extension: alter; schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER EXTENSION citext SET SCHEMA two;
DROP SCHEMA one;

COMMIT;
