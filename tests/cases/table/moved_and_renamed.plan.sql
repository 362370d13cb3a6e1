-- exercises: schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER TABLE one.one SET SCHEMA two;
ALTER TABLE two.one RENAME TO two;
ALTER TABLE one.two RENAME TO three;
ALTER TABLE one.three SET SCHEMA two;
ALTER TABLE two.three RENAME COLUMN three TO four;
ALTER VIEW one.v SET SCHEMA two;
DROP SCHEMA one;

COMMIT;
