-- exercises: view: alter, comment, grant, owner
SET check_function_bodies = off;

BEGIN;

DROP VIEW public.w;
DROP VIEW public.v;
CREATE VIEW public.v AS
 SELECT (x)::bigint AS x,
    y
   FROM public.t;
ALTER VIEW public.v OWNER TO two_owner;
GRANT SELECT ON TABLE public.v TO reader;
CREATE VIEW public.w AS
 SELECT x
   FROM public.v;
GRANT SELECT ON TABLE public.w TO reader;

COMMIT;
