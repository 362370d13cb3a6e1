SET check_function_bodies = off;

BEGIN;

DROP TABLE two.three;
DROP FUNCTION two.one();
DROP SCHEMA two;

COMMIT;
