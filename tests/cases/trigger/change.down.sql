SET check_function_bodies = off;

BEGIN;

COMMENT ON TRIGGER a ON public.t IS 'old';
CREATE OR REPLACE TRIGGER a BEFORE UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();

COMMIT;
