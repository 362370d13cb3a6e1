-- exercises: collation: comment, create, drop, owner; schema: create, drop; table: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE COLLATION two.one (provider = icu, locale = 'de-u-ks-level2', deterministic = false);
ALTER COLLATION two.one OWNER TO owner_role;
COMMENT ON COLLATION two.one IS 'text';
CREATE TABLE public.t (
    x text COLLATE two.one
);

COMMIT;
