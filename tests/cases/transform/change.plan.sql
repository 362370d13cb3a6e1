-- exercises: transform: alter, comment
SET check_function_bodies = off;

BEGIN;

DROP TRANSFORM FOR public.e LANGUAGE sql;
CREATE TRANSFORM FOR public.e LANGUAGE sql (FROM SQL WITH FUNCTION public.g(internal));

COMMIT;
