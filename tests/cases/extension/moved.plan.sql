-- exercises: extension: alter; schema: create, drop; table: alter
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER EXTENSION citext SET SCHEMA two;
DROP SCHEMA one;
ALTER TABLE public.uses ALTER COLUMN name TYPE two.citext USING name::text::two.citext;

COMMIT;
