-- exercises: index: comment, create, drop; schema: create, drop; table: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TABLE two.three (
    one integer,
    two text
);
CREATE INDEX four ON two.three (((two || 'text'::text)));
ALTER INDEX two.four ALTER COLUMN 1 SET STATISTICS 5;
CREATE UNIQUE INDEX one ON two.three (one DESC NULLS LAST, lower(two) COLLATE "C" text_pattern_ops) INCLUDE (two) WITH (fillfactor=50, deduplicate_items=off) WHERE (two <> 'text'::text);
COMMENT ON INDEX two.one IS 'text';

COMMIT;
