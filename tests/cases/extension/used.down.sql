SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA one;
ALTER EXTENSION hstore SET SCHEMA one;
DROP SCHEMA two;

COMMIT;
