SET check_function_bodies = off;

BEGIN;

DROP OPERATOR public.=== (integer, integer);
CREATE OPERATOR public.=== (function = int4eq, leftarg = integer, rightarg = integer);
ALTER OPERATOR public.=== (integer, integer) OWNER TO one_owner;
COMMENT ON OPERATOR public.=== (integer, integer) IS 'old';

COMMIT;
