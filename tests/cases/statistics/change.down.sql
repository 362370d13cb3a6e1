SET check_function_bodies = off;

BEGIN;

DROP STATISTICS public.s;
CREATE STATISTICS public.s ON x, y FROM public.t;
ALTER STATISTICS public.s OWNER TO one_owner;
COMMENT ON STATISTICS public.s IS 'old';

COMMIT;
