-- exercises: language: alter, grant
SET check_function_bodies = off;

BEGIN;

CREATE OR REPLACE TRUSTED LANGUAGE l HANDLER plpgsql_call_handler;
REVOKE ALL ON LANGUAGE l FROM PUBLIC;
GRANT ALL ON LANGUAGE l TO reader;

COMMIT;
