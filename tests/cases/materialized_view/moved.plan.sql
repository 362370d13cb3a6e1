-- exercises: schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER MATERIALIZED VIEW one.three SET SCHEMA two;

COMMIT;
