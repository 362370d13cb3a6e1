SET check_function_bodies = off;

BEGIN;

DROP TABLE two.three;
DROP SCHEMA two;

COMMIT;
