-- exercises: collation: alter, comment, owner
SET check_function_bodies = off;

BEGIN;

DROP COLLATION public.c;
CREATE COLLATION public.c (provider = libc, locale = 'C');
ALTER COLLATION public.c OWNER TO two_owner;

COMMIT;
