SET check_function_bodies = off;

BEGIN;

DROP CAST (public.a AS integer);
CREATE CAST (public.a AS integer) WITH FUNCTION public.f(public.a) AS ASSIGNMENT;
COMMENT ON CAST (public.a AS integer) IS 'old';

COMMIT;
