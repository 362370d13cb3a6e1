SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.t ATTACH PARTITION public.t1 FOR VALUES FROM (0) TO (10);
CREATE INDEX tv ON ONLY public.t (v);
ALTER INDEX public.tv ATTACH PARTITION public.custom;

COMMIT;
