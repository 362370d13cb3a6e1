SET check_function_bodies = off;

SET lock_timeout = 0;
SET statement_timeout = 0;
ALTER TABLE public.t DETACH PARTITION public.t1 CONCURRENTLY;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '1min';
ALTER TABLE public.t1 DROP CONSTRAINT IF EXISTS t1_id_check;
DROP INDEX public.tv;

COMMIT;
