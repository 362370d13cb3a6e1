SET check_function_bodies = off;

BEGIN;

ALTER PUBLICATION p OWNER TO one_owner;
COMMENT ON PUBLICATION p IS 'old';
ALTER PUBLICATION p SET (publish = 'insert, update, delete, truncate');
ALTER PUBLICATION p SET TABLE public.t, TABLE public.u;

COMMIT;
