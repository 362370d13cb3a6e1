-- exercises: schema: create, drop; text search template: comment, create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TEXT SEARCH TEMPLATE two.one (lexize = dsimple_lexize, init = dsimple_init);
COMMENT ON TEXT SEARCH TEMPLATE two.one IS 'text';

COMMIT;
