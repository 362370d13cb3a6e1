SET check_function_bodies = off;

BEGIN;

DROP OPERATOR two.!== (integer, integer);
DROP OPERATOR two.-@ (NONE, integer);
DROP OPERATOR two.=== (integer, integer);
DROP FUNCTION two.three(integer, integer);
DROP SCHEMA two;

COMMIT;
