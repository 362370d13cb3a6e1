SET check_function_bodies = off;

BEGIN;

ALTER PROCEDURE two.four(IN x integer) SET SCHEMA one;
ALTER FUNCTION two.three(integer) SET SCHEMA one;
DROP SCHEMA two;

COMMIT;
