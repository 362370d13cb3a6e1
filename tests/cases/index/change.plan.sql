-- exercises: index: alter, comment
SET check_function_bodies = off;

BEGIN;

DROP INDEX public.i;
CREATE INDEX i ON public.t (x) WHERE (x > 0);
ALTER INDEX public.j RESET (fillfactor);
ALTER TABLE public.t CLUSTER ON j;

COMMIT;
