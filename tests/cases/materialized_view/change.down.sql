SET check_function_bodies = off;

BEGIN;

DROP MATERIALIZED VIEW public.v;
CREATE MATERIALIZED VIEW public.v AS
 SELECT x
   FROM public.t
  WITH DATA;
ALTER MATERIALIZED VIEW public.v OWNER TO one_owner;
COMMENT ON MATERIALIZED VIEW public.v IS 'old';
CREATE INDEX i ON public.v (x);

COMMIT;
