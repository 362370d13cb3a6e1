SET check_function_bodies = off;

SET lock_timeout = 0;
SET statement_timeout = 0;
ALTER TYPE public.e ADD VALUE 'a' BEFORE 'b';

SET lock_timeout = 0;
SET statement_timeout = 0;
ALTER TYPE public.e ADD VALUE 'c' AFTER 'b';

SET lock_timeout = 0;
SET statement_timeout = 0;
ALTER TYPE public.e ADD VALUE 'e';

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '1min';
ALTER TABLE public.t ALTER COLUMN x SET DEFAULT 'c'::public.e;

COMMIT;
