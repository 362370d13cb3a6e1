-- exercises: schema: comment, grant, owner
SET check_function_bodies = off;

BEGIN;

ALTER SCHEMA one OWNER TO two_owner;
COMMENT ON SCHEMA one IS NULL;
REVOKE USAGE ON SCHEMA one FROM reader;
GRANT ALL ON SCHEMA one TO writer;
COMMENT ON SCHEMA public IS 'standard public schema';
REVOKE USAGE ON SCHEMA public FROM PUBLIC;

COMMIT;
