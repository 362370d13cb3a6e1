-- exercises: table: alter
SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.m DETACH PARTITION public.l;
ALTER TABLE public.t DETACH PARTITION public.m;
ALTER TABLE public.t ATTACH PARTITION public.l FOR VALUES FROM (0) TO (10);

COMMIT;
