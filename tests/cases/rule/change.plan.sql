-- exercises: rule: alter, comment
SET check_function_bodies = off;

BEGIN;

COMMENT ON RULE r ON public.t IS NULL;
CREATE OR REPLACE RULE r AS
    ON UPDATE TO public.t DO INSTEAD  SELECT 1 AS "?column?";
ALTER TABLE public.t ENABLE ALWAYS RULE r;

COMMIT;
