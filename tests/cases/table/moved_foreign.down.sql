SET check_function_bodies = off;

BEGIN;

ALTER TABLE two.four SET SCHEMA one;
ALTER TABLE one.four RENAME TO three;
DROP SCHEMA two;

COMMIT;
