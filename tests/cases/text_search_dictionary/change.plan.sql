-- exercises: text search dictionary: alter, comment, owner
SET check_function_bodies = off;

BEGIN;

ALTER TEXT SEARCH DICTIONARY public.d OWNER TO two_owner;
COMMENT ON TEXT SEARCH DICTIONARY public.d IS NULL;
ALTER TEXT SEARCH DICTIONARY public.d (accept = 'false', stopwords);

COMMIT;
