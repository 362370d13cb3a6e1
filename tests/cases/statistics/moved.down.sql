SET check_function_bodies = off;

BEGIN;

ALTER STATISTICS one.four SET SCHEMA two;
ALTER STATISTICS two.three SET SCHEMA one;

COMMIT;
