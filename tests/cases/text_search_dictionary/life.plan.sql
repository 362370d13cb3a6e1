-- exercises: schema: create, drop; text search dictionary: comment, create, drop, owner
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TEXT SEARCH DICTIONARY two.one (TEMPLATE = pg_catalog.simple, stopwords = 'english', accept = 'false');
ALTER TEXT SEARCH DICTIONARY two.one OWNER TO owner_role;
COMMENT ON TEXT SEARCH DICTIONARY two.one IS 'text';

COMMIT;
