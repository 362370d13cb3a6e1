SET check_function_bodies = off;

BEGIN;

DROP INDEX public.i;
DROP OPERATOR CLASS public.c USING hash;
ALTER OPERATOR FAMILY public.f USING hash DROP
    FUNCTION 2 (integer, integer);
CREATE OPERATOR FAMILY public.c USING hash;
CREATE OPERATOR CLASS public.c FOR TYPE integer USING hash FAMILY public.c AS
    FUNCTION 1 (integer, integer) hashint4(integer),
    OPERATOR 1 =(integer,integer);
ALTER OPERATOR CLASS public.c USING hash OWNER TO one_owner;
COMMENT ON OPERATOR CLASS public.c USING hash IS 'old';
CREATE INDEX i ON public.t USING hash (x public.c);

COMMIT;
