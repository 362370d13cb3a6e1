SET check_function_bodies = off;

BEGIN;

ALTER SEQUENCE two.four SET SCHEMA one;
ALTER SEQUENCE one.four RENAME TO three;
DROP SCHEMA two;

COMMIT;
