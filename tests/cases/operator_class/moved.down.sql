SET check_function_bodies = off;

BEGIN;

ALTER OPERATOR FAMILY two.four USING hash SET SCHEMA one;
ALTER OPERATOR CLASS two.four USING hash SET SCHEMA one;
ALTER OPERATOR CLASS one.four USING hash RENAME TO three;
DROP SCHEMA two;

COMMIT;
