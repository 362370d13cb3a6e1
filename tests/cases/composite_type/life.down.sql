SET check_function_bodies = off;

BEGIN;

DROP FUNCTION public.f(two.one);
DROP TYPE two.one;
DROP SCHEMA two;

COMMIT;
