-- exercises: enum: alter; table: alter
SET check_function_bodies = off;

ALTER TYPE public.e ADD VALUE 'a' BEFORE 'b';

ALTER TYPE public.e ADD VALUE 'c' AFTER 'b';

ALTER TYPE public.e ADD VALUE 'e';

BEGIN;

ALTER TABLE public.t ALTER COLUMN x SET DEFAULT 'c'::public.e;

COMMIT;
