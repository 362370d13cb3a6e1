-- exercises: user mapping: alter
SET check_function_bodies = off;

BEGIN;

ALTER USER MAPPING FOR one_owner SERVER s OPTIONS (DROP b, SET "user" 'y', ADD c '1');

COMMIT;
