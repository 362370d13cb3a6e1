SET check_function_bodies = off;

BEGIN;

ALTER COLLATION two.four SET SCHEMA one;
ALTER COLLATION one.four RENAME TO three;
DROP SCHEMA two;

COMMIT;
