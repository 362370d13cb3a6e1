SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA one;
ALTER EXTENSION citext SET SCHEMA one;
DROP SCHEMA two;
ALTER TABLE public.uses ALTER COLUMN name TYPE one.citext USING name::text::one.citext;

COMMIT;
