-- exercises: schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER VIEW one.three SET SCHEMA two;
ALTER VIEW two.three RENAME TO four;

COMMIT;
