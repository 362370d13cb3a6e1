-- exercises: enum: alter
SET check_function_bodies = off;

BEGIN;

ALTER TYPE public.e RENAME TO e__old3;
CREATE TYPE public.e AS ENUM ('a', 'b');
ALTER TABLE public.t ALTER COLUMN x TYPE public.e USING x::text::public.e;
DROP TYPE public.e__old3;

COMMIT;
