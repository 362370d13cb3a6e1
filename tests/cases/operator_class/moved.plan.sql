-- exercises: schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER OPERATOR CLASS one.three USING hash SET SCHEMA two;
ALTER OPERATOR CLASS two.three USING hash RENAME TO four;
ALTER OPERATOR FAMILY one.four USING hash SET SCHEMA two;

COMMIT;
