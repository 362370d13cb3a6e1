-- exercises: operator class: alter, comment, owner; operator family: alter, create, drop
SET check_function_bodies = off;

BEGIN;

DROP INDEX public.i;
DROP OPERATOR CLASS public.c USING hash;
DROP OPERATOR FAMILY public.c USING hash;
ALTER OPERATOR FAMILY public.f USING hash ADD
    FUNCTION 2 (integer, integer) hashint4extended(integer,bigint);
CREATE OPERATOR CLASS public.c FOR TYPE integer USING hash FAMILY public.f AS
    FUNCTION 1 (integer, integer) hashint4(integer),
    OPERATOR 1 =(integer,integer);
ALTER OPERATOR CLASS public.c USING hash OWNER TO two_owner;
CREATE INDEX i ON public.t USING hash (x public.c);

COMMIT;
