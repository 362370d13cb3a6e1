-- exercises: text search dictionary: comment, owner
SET check_function_bodies = off;

BEGIN;

ALTER TEXT SEARCH DICTIONARY public.d OWNER TO two_owner;
COMMENT ON TEXT SEARCH DICTIONARY public.d IS 'new';

COMMIT;
