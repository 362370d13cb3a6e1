-- exercises: rule: comment, create, drop; schema: create, drop; table: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TABLE two.three (
    one integer,
    two text
);
CREATE RULE one AS
    ON UPDATE TO two.three
   WHERE (new.two = 'text'::text) DO ( INSERT INTO two.three (one, two)  SELECT 1,
            'text' AS "?column?"
          WHERE (EXISTS ( SELECT 'x'::text AS "?column?"));
 DELETE FROM two.three;
);
ALTER TABLE two.three DISABLE RULE one;
COMMENT ON RULE one ON two.three IS 'text';

COMMIT;
