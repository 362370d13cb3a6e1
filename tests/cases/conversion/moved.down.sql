SET check_function_bodies = off;

BEGIN;

ALTER CONVERSION two.four SET SCHEMA one;
ALTER CONVERSION one.four RENAME TO three;
DROP SCHEMA two;

COMMIT;
