-- exercises: default privileges: create, drop; schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER DEFAULT PRIVILEGES FOR ROLE owner_role REVOKE ALL ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE owner_role GRANT USAGE ON SCHEMAS TO reader_role WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES FOR ROLE owner_role IN SCHEMA two GRANT SELECT ON TABLES TO reader_role;

COMMIT;
