SET check_function_bodies = off;

BEGIN;

DROP TABLE public.uses;
DROP EXTENSION citext;
DROP SCHEMA one;

COMMIT;
