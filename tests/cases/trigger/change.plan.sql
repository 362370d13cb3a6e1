-- exercises: trigger: alter, comment
SET check_function_bodies = off;

BEGIN;

COMMENT ON TRIGGER a ON public.t IS NULL;
CREATE OR REPLACE TRIGGER a BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.f('x');
ALTER TABLE public.t DISABLE TRIGGER a;

COMMIT;
