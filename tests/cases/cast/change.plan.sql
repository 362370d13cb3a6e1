-- exercises: cast: alter, comment
SET check_function_bodies = off;

BEGIN;

DROP CAST (public.a AS integer);
CREATE CAST (public.a AS integer) WITH FUNCTION public.f(public.a) AS IMPLICIT;

COMMIT;
