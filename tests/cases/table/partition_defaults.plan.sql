-- exercises: table: alter
SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.p ALTER COLUMN a DROP DEFAULT;
ALTER TABLE public.p21 ALTER COLUMN a DROP DEFAULT;

COMMIT;
