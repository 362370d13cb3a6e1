SET check_function_bodies = off;

BEGIN;

DROP VIEW public.v;

COMMIT;
