-- exercises: extension: alter, comment, create, drop, grant
SET check_function_bodies = off;

BEGIN;

ALTER EXTENSION pg_trgm SET SCHEMA s;
GRANT ALL ON FUNCTION s.set_limit(real) TO reader WITH GRANT OPTION;
REVOKE ALL ON FUNCTION s.show_limit() FROM PUBLIC;
DROP EXTENSION xml2;
CREATE EXTENSION postgres_fdw SCHEMA public;
COMMENT ON EXTENSION postgres_fdw IS NULL;
GRANT ALL ON FOREIGN DATA WRAPPER postgres_fdw TO reader;
CREATE EXTENSION xml2 SCHEMA s;
COMMENT ON EXTENSION xml2 IS 'XPath querying and XSLT';
COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';
REVOKE ALL ON TYPE public.citext FROM PUBLIC;
REVOKE ALL ON LANGUAGE plpgsql FROM PUBLIC;
GRANT ALL ON LANGUAGE plpgsql TO reader;

COMMIT;
