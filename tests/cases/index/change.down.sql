SET check_function_bodies = off;

BEGIN;

DROP INDEX public.i;
CREATE INDEX i ON public.t (x);
COMMENT ON INDEX public.i IS 'old';
ALTER INDEX public.j SET (fillfactor=50);
ALTER TABLE public.t SET WITHOUT CLUSTER;

COMMIT;
