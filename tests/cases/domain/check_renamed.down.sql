SET check_function_bodies = off;

BEGIN;

ALTER DOMAIN public.d RENAME CONSTRAINT new TO old;

COMMIT;
