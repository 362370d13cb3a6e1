SET check_function_bodies = off;

BEGIN;

DROP TRANSFORM FOR public.e LANGUAGE sql;
CREATE TRANSFORM FOR public.e LANGUAGE sql (FROM SQL WITH FUNCTION public.f(internal));
COMMENT ON TRANSFORM FOR public.e LANGUAGE sql IS 'old';

COMMIT;
