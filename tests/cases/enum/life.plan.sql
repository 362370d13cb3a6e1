-- exercises: enum: comment, create, drop, grant, owner; schema: create, drop; table: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TYPE two.one AS ENUM ('text', 'x');
ALTER TYPE two.one OWNER TO owner_role;
COMMENT ON TYPE two.one IS 'text';
REVOKE ALL ON TYPE two.one FROM PUBLIC;
GRANT ALL ON TYPE two.one TO reader_role;
CREATE TABLE public.t (
    x two.one DEFAULT 'text'::two.one,
    y two.one[]
);

COMMIT;
