SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.t DETACH PARTITION public.l;
ALTER TABLE public.m ATTACH PARTITION public.l FOR VALUES FROM (0) TO (10);
ALTER TABLE public.t ATTACH PARTITION public.m FOR VALUES FROM (0) TO (100);

COMMIT;
