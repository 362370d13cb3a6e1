-- exercises: policy: comment, create, drop; schema: create, drop; table: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TABLE two.three (
    one integer,
    two text
);
CREATE POLICY one ON two.three AS RESTRICTIVE FOR UPDATE TO owner_role, reader_role USING (two = 'text'::text) WITH CHECK (EXISTS ( SELECT 'x'::text AS "?column?"
  WHERE (three.one > 0)));
COMMENT ON POLICY one ON two.three IS 'text';

COMMIT;
