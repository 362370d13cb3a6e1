SET check_function_bodies = off;

BEGIN;

ALTER AGGREGATE two.four(integer) SET SCHEMA one;
ALTER AGGREGATE one.four(integer) RENAME TO three;
DROP SCHEMA two;

COMMIT;
