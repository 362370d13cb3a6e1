SET check_function_bodies = off;

BEGIN;

DROP TRANSFORM FOR two.one LANGUAGE plpgsql;
DROP FUNCTION two.three(internal);
DROP TYPE two.one;
DROP SCHEMA two;

COMMIT;
