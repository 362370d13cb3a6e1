-- exercises: language: alter, comment, grant, owner
SET check_function_bodies = off;

BEGIN;

CREATE OR REPLACE TRUSTED LANGUAGE l HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator;
ALTER LANGUAGE l OWNER TO two_owner;
COMMENT ON LANGUAGE l IS NULL;
GRANT ALL ON LANGUAGE l TO reader;

COMMIT;
