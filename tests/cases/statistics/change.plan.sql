-- exercises: statistics: alter, comment, owner
SET check_function_bodies = off;

BEGIN;

DROP STATISTICS public.s;
CREATE STATISTICS public.s (dependencies) ON x, y FROM public.t;
ALTER STATISTICS public.s SET STATISTICS 11;
ALTER STATISTICS public.s OWNER TO two_owner;

COMMIT;
