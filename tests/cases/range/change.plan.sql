-- exercises: range type: alter, comment, grant, owner
SET check_function_bodies = off;

BEGIN;

DROP FUNCTION public.f(public.r);
DROP TYPE public.r;
CREATE TYPE public.r AS RANGE (subtype = bigint, multirange_type_name = public.r_multirange);
ALTER TYPE public.r OWNER TO two_owner;
GRANT ALL ON TYPE public.r TO reader;
CREATE FUNCTION public.f(public.r)
    RETURNS integer
    LANGUAGE sql
    AS $$SELECT 1$$;

COMMIT;
