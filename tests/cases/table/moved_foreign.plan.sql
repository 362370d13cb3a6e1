-- exercises: schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER TABLE one.three SET SCHEMA two;
ALTER TABLE two.three RENAME TO four;

COMMIT;
