SET check_function_bodies = off;

BEGIN;

ALTER DOMAIN two.four SET SCHEMA one;
ALTER DOMAIN one.four RENAME TO three;
DROP SCHEMA two;

COMMIT;
