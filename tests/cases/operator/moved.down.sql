SET check_function_bodies = off;

BEGIN;

ALTER OPERATOR two.||| (integer, integer) SET SCHEMA one;
DROP SCHEMA two;

COMMIT;
