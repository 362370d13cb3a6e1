-- exercises: domain: comment, create, drop, grant, owner; schema: create, drop; table: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE DOMAIN two.one AS text COLLATE "C" DEFAULT 'text'::text NOT NULL CONSTRAINT one CHECK ((VALUE <> ('text'::text || 'x'::text)));
COMMENT ON CONSTRAINT one ON DOMAIN two.one IS 'text';
ALTER DOMAIN two.one OWNER TO owner_role;
COMMENT ON DOMAIN two.one IS 'text';
REVOKE ALL ON DOMAIN two.one FROM PUBLIC;
GRANT ALL ON DOMAIN two.one TO reader_role;
CREATE TABLE public.t (
    x two.one
);

COMMIT;
