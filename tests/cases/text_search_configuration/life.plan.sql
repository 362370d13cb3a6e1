-- exercises: schema: create, drop; text search configuration: comment, create, drop, owner; text search dictionary: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TEXT SEARCH DICTIONARY two.one (TEMPLATE = pg_catalog.simple);
CREATE TEXT SEARCH CONFIGURATION two.one (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION two.one ADD MAPPING FOR asciiword WITH two.one, english_stem;
ALTER TEXT SEARCH CONFIGURATION two.one ADD MAPPING FOR word WITH two.one, english_stem;
ALTER TEXT SEARCH CONFIGURATION two.one OWNER TO owner_role;
COMMENT ON TEXT SEARCH CONFIGURATION two.one IS 'text';

COMMIT;
