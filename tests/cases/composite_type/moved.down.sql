SET check_function_bodies = off;

BEGIN;

ALTER TYPE two.four SET SCHEMA one;
ALTER TYPE one.four RENAME TO three;
DROP SCHEMA two;

COMMIT;
