-- exercises: materialized view: alter, comment, grant, owner
SET check_function_bodies = off;

BEGIN;

DROP MATERIALIZED VIEW public.v;
CREATE MATERIALIZED VIEW public.v AS
 SELECT (x + 1) AS x
   FROM public.t
  WITH DATA;
ALTER MATERIALIZED VIEW public.v OWNER TO two_owner;
GRANT SELECT ON TABLE public.v TO reader;
CREATE INDEX i ON public.v (x);

COMMIT;
