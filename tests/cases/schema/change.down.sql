SET check_function_bodies = off;

BEGIN;

ALTER SCHEMA one OWNER TO one_owner;
COMMENT ON SCHEMA one IS 'old';
REVOKE ALL ON SCHEMA one FROM writer;
GRANT USAGE ON SCHEMA one TO reader;
COMMENT ON SCHEMA public IS 'ours';
GRANT USAGE ON SCHEMA public TO PUBLIC;

COMMIT;
