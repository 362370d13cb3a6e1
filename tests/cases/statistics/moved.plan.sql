-- exercises: 
SET check_function_bodies = off;

BEGIN;

ALTER STATISTICS one.three SET SCHEMA two;
ALTER STATISTICS two.four SET SCHEMA one;

COMMIT;
