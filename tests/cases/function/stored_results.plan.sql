-- exercises: function: alter
SET check_function_bodies = off;

BEGIN;

CREATE OR REPLACE FUNCTION public.norm(t text)
    RETURNS text
    LANGUAGE sql
    IMMUTABLE
    AS $$SELECT lower(t)$$;
ALTER TABLE public.one ALTER COLUMN g SET EXPRESSION AS (public.norm(t));
ALTER TABLE public.one ADD CONSTRAINT two__again CHECK (length(public.norm(t)) < 10);
ALTER TABLE public.one DROP CONSTRAINT two__again;
REINDEX INDEX public.three;

COMMIT;

REINDEX INDEX public.d_norm;
