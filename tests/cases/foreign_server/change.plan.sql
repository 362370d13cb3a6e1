-- exercises: foreign server: alter, comment, grant, owner
SET check_function_bodies = off;

BEGIN;

ALTER SERVER s OWNER TO two_owner;
COMMENT ON SERVER s IS NULL;
GRANT ALL ON FOREIGN SERVER s TO reader;
ALTER SERVER s VERSION '2' OPTIONS (DROP a, SET b '3', ADD c '2');

COMMIT;
