SET check_function_bodies = off;

BEGIN;

ALTER MATERIALIZED VIEW two.three SET SCHEMA one;
DROP SCHEMA two;

COMMIT;
