SET check_function_bodies = off;

BEGIN;

DROP TEXT SEARCH CONFIGURATION public.c;
DROP TEXT SEARCH PARSER public.p;
CREATE TEXT SEARCH PARSER public.p (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
COMMENT ON TEXT SEARCH PARSER public.p IS 'old';
CREATE TEXT SEARCH CONFIGURATION public.c (PARSER = public.p);

COMMIT;
