-- exercises: extension: comment, create, drop; schema: create, drop; table: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA one;
CREATE EXTENSION citext SCHEMA one;
COMMENT ON EXTENSION citext IS 'text';
CREATE TABLE public.uses (
    name one.citext
);

COMMIT;
