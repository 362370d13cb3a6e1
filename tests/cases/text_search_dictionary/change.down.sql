SET check_function_bodies = off;

BEGIN;

ALTER TEXT SEARCH DICTIONARY public.d OWNER TO one_owner;
COMMENT ON TEXT SEARCH DICTIONARY public.d IS 'old';
ALTER TEXT SEARCH DICTIONARY public.d (stopwords = 'english', accept);

COMMIT;
