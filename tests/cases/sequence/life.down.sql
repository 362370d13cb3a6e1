SET check_function_bodies = off;

BEGIN;

DROP TABLE two.three;
DROP SEQUENCE two.one;
DROP SCHEMA two;

COMMIT;
