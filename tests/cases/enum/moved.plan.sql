-- exercises: schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER TYPE one.three SET SCHEMA two;
ALTER TYPE two.three RENAME TO four;
ALTER TYPE two.four RENAME VALUE 'x' TO 'z';

COMMIT;
