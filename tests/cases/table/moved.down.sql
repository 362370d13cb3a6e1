SET check_function_bodies = off;

BEGIN;

ALTER TABLE two.three SET SCHEMA one;
ALTER STATISTICS two.one SET SCHEMA one;
DROP SCHEMA two;

COMMIT;
