SET check_function_bodies = off;

BEGIN;

COMMENT ON RULE r ON public.t IS 'old';
CREATE OR REPLACE RULE r AS
    ON UPDATE TO public.t DO INSTEAD NOTHING;
ALTER TABLE public.t ENABLE RULE r;

COMMIT;
