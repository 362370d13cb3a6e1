SET check_function_bodies = off;

BEGIN;

DROP FUNCTION public.f(public.r);
DROP TYPE public.r;
CREATE TYPE public.r AS RANGE (subtype = integer, multirange_type_name = public.r_multirange);
ALTER TYPE public.r OWNER TO one_owner;
COMMENT ON TYPE public.r IS 'old';
CREATE FUNCTION public.f(public.r)
    RETURNS integer
    LANGUAGE sql
    AS $$SELECT 1$$;

COMMIT;
