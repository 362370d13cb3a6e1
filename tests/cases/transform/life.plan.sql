-- exercises: enum: create, drop; function: create, drop; schema: create, drop; transform: comment, create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TYPE two.one AS ENUM ('x');
CREATE FUNCTION two.three(internal)
    RETURNS internal
    LANGUAGE internal
    IMMUTABLE
    AS $$prsd_lextype$$;
CREATE TRANSFORM FOR two.one LANGUAGE plpgsql (FROM SQL WITH FUNCTION two.three(internal));
COMMENT ON TRANSFORM FOR two.one LANGUAGE plpgsql IS 'text';

COMMIT;
