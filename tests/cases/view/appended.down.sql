SET check_function_bodies = off;

BEGIN;

DROP VIEW public.v;
CREATE VIEW public.v AS
 SELECT x
   FROM public.t;

COMMIT;
