SET check_function_bodies = off;

BEGIN;

ALTER TYPE public.b OWNER TO one_owner;
COMMENT ON TYPE public.b IS 'old';
REVOKE ALL ON TYPE public.b FROM reader;
ALTER TYPE public.b SET (send = NONE, storage = extended);
ALTER TABLE ONLY public.t ALTER COLUMN x SET STORAGE extended;
DROP FUNCTION public.b_send(public.b);

COMMIT;
