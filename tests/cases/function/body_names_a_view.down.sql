SET check_function_bodies = off;

BEGIN;

DROP MATERIALIZED VIEW public.a_first;
DROP VIEW public.one_view;
ALTER TABLE public.t DROP CONSTRAINT c;
DROP FUNCTION public.called();
DROP FUNCTION public.holds(integer);

COMMIT;
