SET check_function_bodies = off;

BEGIN;

DROP TEXT SEARCH TEMPLATE public.t;
CREATE TEXT SEARCH TEMPLATE public.t (lexize = dsimple_lexize);
COMMENT ON TEXT SEARCH TEMPLATE public.t IS 'old';

COMMIT;
