SET check_function_bodies = off;

BEGIN;

DROP INDEX public.four;
CREATE INDEX local ON public.three (k);

COMMIT;
