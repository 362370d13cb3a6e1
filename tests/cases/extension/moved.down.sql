SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA one;
ALTER EXTENSION citext SET SCHEMA one;
DROP SCHEMA two;

COMMIT;
