SET check_function_bodies = off;

BEGIN;

ALTER VIEW two.four SET SCHEMA one;
ALTER VIEW one.four RENAME TO three;
DROP SCHEMA two;

COMMIT;
