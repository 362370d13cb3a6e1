-- exercises: view: alter, comment
SET check_function_bodies = off;

BEGIN;

COMMENT ON VIEW public.v IS 'more';
CREATE OR REPLACE VIEW public.v AS
 SELECT x,
    y
   FROM public.t;

COMMIT;
