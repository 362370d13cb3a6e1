SET check_function_bodies = off;

BEGIN;

DROP VIEW public.v;
ALTER TABLE public.t ALTER COLUMN note DROP DEFAULT;
ALTER TABLE public.t ALTER COLUMN id TYPE integer, ALTER COLUMN parent TYPE integer;
ALTER TABLE public.t ALTER COLUMN note TYPE text;
ALTER TABLE public.t ALTER COLUMN note DROP NOT NULL;
ALTER TABLE public.t ALTER COLUMN note SET DEFAULT 'x'::text;
CREATE VIEW public.v AS
 SELECT id,
    parent
   FROM public.t;

COMMIT;
