-- exercises: policy: alter, comment
SET check_function_bodies = off;

BEGIN;

COMMENT ON POLICY p ON public.t IS NULL;
ALTER POLICY p ON public.t TO reader USING (( SELECT (t.x > 1) AS "?column?"));

COMMIT;
