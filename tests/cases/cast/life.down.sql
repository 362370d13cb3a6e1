SET check_function_bodies = off;

BEGIN;

DROP CAST (two.one AS integer);
DROP CAST (two.one AS xml);
DROP FUNCTION two.three(two.one);
DROP TYPE two.one;
DROP SCHEMA two;

COMMIT;
