SET check_function_bodies = off;

BEGIN;

DROP SCHEMA one;

COMMIT;
