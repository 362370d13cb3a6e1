-- exercises: composite type: alter, comment, grant, owner
SET check_function_bodies = off;

BEGIN;

ALTER TYPE public.c OWNER TO two_owner;
COMMENT ON TYPE public.c IS 'new';
GRANT ALL ON TYPE public.c TO reader;
ALTER TYPE public.c DROP ATTRIBUTE gone;
ALTER TYPE public.c ALTER ATTRIBUTE a TYPE bigint;
COMMENT ON COLUMN public.c.a IS NULL;
ALTER TYPE public.c ALTER ATTRIBUTE b TYPE text COLLATE "C";
ALTER TYPE public.c ADD ATTRIBUTE d date;

COMMIT;
