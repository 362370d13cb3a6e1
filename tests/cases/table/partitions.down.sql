SET check_function_bodies = off;

BEGIN;

DROP TABLE two.leaf;
DROP TABLE two.rest;
DROP TABLE two.three;
DROP TABLE two.one;
DROP SCHEMA two;

COMMIT;
