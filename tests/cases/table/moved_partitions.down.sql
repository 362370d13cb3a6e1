SET check_function_bodies = off;

BEGIN;

ALTER TABLE two.k SET SCHEMA public;
ALTER TABLE two.three SET SCHEMA one;
ALTER TABLE one.three RENAME TO p1;
ALTER TABLE two.p SET SCHEMA one;
DROP SCHEMA two;

COMMIT;
