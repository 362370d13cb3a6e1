-- exercises: access method: create, drop; materialized view: alter; table: alter
SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.p SET ACCESS METHOD DEFAULT;
ALTER TABLE public.t SET ACCESS METHOD heap;
ALTER MATERIALIZED VIEW public.v SET ACCESS METHOD heap;
DROP ACCESS METHOD m;

COMMIT;
