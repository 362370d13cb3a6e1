SET check_function_bodies = off;

BEGIN;

DROP FUNCTION public.f(public.c);
DROP TYPE public.c;
CREATE TYPE public.c AS (a integer, gone text, b text);
COMMENT ON COLUMN public.c.a IS 'old';
ALTER TYPE public.c OWNER TO one_owner;
CREATE FUNCTION public.f(public.c)
    RETURNS integer
    LANGUAGE sql
    AS $$SELECT 1$$;

COMMIT;
