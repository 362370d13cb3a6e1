SET check_function_bodies = off;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.one ALTER COLUMN x DROP DEFAULT;
ALTER TABLE public.one ALTER COLUMN t DROP DEFAULT;
ALTER TABLE public.one ALTER COLUMN x TYPE text, ALTER COLUMN t TYPE timestamp with time zone;
ALTER TABLE public.one ALTER COLUMN x SET DEFAULT '1'::text;
ALTER TABLE public.one ALTER COLUMN t SET DEFAULT now();
ALTER TABLE public.two ALTER COLUMN x SET DEFAULT '2'::text;
ALTER TABLE public.three ALTER COLUMN x DROP DEFAULT;
ALTER TABLE public.two ALTER COLUMN t DROP DEFAULT;

COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;
ALTER TABLE public.four DETACH PARTITION public.p2 CONCURRENTLY;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '1min';
ALTER TABLE public.p2 DROP CONSTRAINT IF EXISTS p2_k_check;
ALTER TABLE public.p2 ALTER COLUMN v DROP DEFAULT;
ALTER TABLE public.four ALTER COLUMN v SET DEFAULT 5;
ALTER TABLE public.p1 ALTER COLUMN v SET DEFAULT 3;

COMMIT;
