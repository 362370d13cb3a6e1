SET check_function_bodies = off;

BEGIN;

DROP RULE r ON public.t;
DROP VIEW public.v;
DROP VIEW public.w;

COMMIT;
