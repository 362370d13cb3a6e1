-- exercises: text search configuration: alter, comment, owner
SET check_function_bodies = off;

BEGIN;

ALTER TEXT SEARCH CONFIGURATION public.c OWNER TO two_owner;
COMMENT ON TEXT SEARCH CONFIGURATION public.c IS NULL;
ALTER TEXT SEARCH CONFIGURATION public.c DROP MAPPING FOR asciiword;
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR email WITH english_stem;
ALTER TEXT SEARCH CONFIGURATION public.c ALTER MAPPING FOR word WITH english_stem;

COMMIT;
