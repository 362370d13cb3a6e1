SET check_function_bodies = off;

BEGIN;

DROP VIEW public.w;
DROP VIEW public.v;
CREATE VIEW public.v AS
 SELECT x
   FROM public.t;
ALTER VIEW public.v OWNER TO one_owner;
COMMENT ON VIEW public.v IS 'old';
CREATE VIEW public.w AS
 SELECT x
   FROM public.v;
GRANT SELECT ON TABLE public.w TO reader;

COMMIT;
