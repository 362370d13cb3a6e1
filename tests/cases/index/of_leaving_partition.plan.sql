-- exercises: index: alter, create, drop; table: alter
SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.t DETACH PARTITION public.t1;
DROP INDEX public.tv;

COMMIT;
