SET check_function_bodies = off;

BEGIN;

COMMENT ON POLICY p ON public.t IS 'old';
ALTER POLICY p ON public.t TO PUBLIC USING (x > 0);

COMMIT;
