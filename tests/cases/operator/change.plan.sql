-- exercises: operator: alter, comment, owner
SET check_function_bodies = off;

BEGIN;

DROP OPERATOR public.=== (integer, integer);
CREATE OPERATOR public.=== (function = int4ne, leftarg = integer, rightarg = integer);
ALTER OPERATOR public.=== (integer, integer) OWNER TO two_owner;

COMMIT;
