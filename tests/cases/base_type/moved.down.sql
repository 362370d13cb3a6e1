SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA one;
ALTER FUNCTION two.one(cstring) SET SCHEMA one;
ALTER TYPE two.three SET SCHEMA one;
DROP SCHEMA two;

COMMIT;
