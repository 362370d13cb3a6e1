-- exercises: 
SET check_function_bodies = off;

BEGIN;

ALTER DOMAIN public.d RENAME CONSTRAINT old TO new;

COMMIT;
