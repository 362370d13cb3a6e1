SET check_function_bodies = off;

BEGIN;

DROP TABLE two.one;
DROP SCHEMA two;

COMMIT;
