SET check_function_bodies = off;

BEGIN;

DROP CONVERSION public.c;
CREATE CONVERSION public.c FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
ALTER CONVERSION public.c OWNER TO one_owner;
COMMENT ON CONVERSION public.c IS 'old';

COMMIT;
