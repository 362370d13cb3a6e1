SET check_function_bodies = off;

BEGIN;

DROP FUNCTION public.f();
DROP LANGUAGE one;

COMMIT;
