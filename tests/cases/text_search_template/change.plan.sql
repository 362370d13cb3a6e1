-- exercises: text search template: alter, comment
SET check_function_bodies = off;

BEGIN;

DROP TEXT SEARCH TEMPLATE public.t;
CREATE TEXT SEARCH TEMPLATE public.t (lexize = dsimple_lexize, init = dsimple_init);

COMMIT;
