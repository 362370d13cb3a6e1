-- exercises: table: alter; view: alter
SET check_function_bodies = off;

BEGIN;

DROP VIEW public.v;
ALTER TABLE public.t ALTER COLUMN note DROP DEFAULT;
ALTER TABLE public.t ALTER COLUMN id TYPE bigint, ALTER COLUMN parent TYPE bigint, ALTER COLUMN note TYPE character varying(20);
ALTER TABLE public.t ALTER COLUMN note SET NOT NULL;
ALTER TABLE public.t ALTER COLUMN note SET DEFAULT 'y'::character varying;
CREATE VIEW public.v AS
 SELECT id,
    parent
   FROM public.t;

COMMIT;
