SET check_function_bodies = off;

BEGIN;

DROP COLLATION public.c;
CREATE COLLATION public.c (provider = icu, locale = 'de');
ALTER COLLATION public.c OWNER TO one_owner;
COMMENT ON COLLATION public.c IS 'old';

COMMIT;
