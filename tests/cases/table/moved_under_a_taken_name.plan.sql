-- exercises: 
SET check_function_bodies = off;

BEGIN;

ALTER TABLE one.one RENAME TO moving_1;
ALTER TABLE one.moving_1 SET SCHEMA two;
ALTER TABLE two.moving_1 RENAME TO two;

COMMIT;
