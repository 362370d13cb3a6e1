SET check_function_bodies = off;

BEGIN;

DROP CONVERSION two.one;
DROP SCHEMA two;

COMMIT;
