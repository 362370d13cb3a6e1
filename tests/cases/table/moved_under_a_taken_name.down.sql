SET check_function_bodies = off;

BEGIN;

ALTER TABLE two.two RENAME TO moving_1;
ALTER TABLE two.moving_1 SET SCHEMA one;
ALTER TABLE one.moving_1 RENAME TO one;

COMMIT;
