-- exercises: view: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE VIEW public.v AS
 SELECT NULL::integer AS one,
    NULL::text AS b;
CREATE OR REPLACE VIEW public.v AS
 SELECT one,
    b
   FROM public.v;

COMMIT;
