-- exercises: schema: create, drop; text search parser: comment, create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TEXT SEARCH PARSER two.one (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype, headline = prsd_headline);
COMMENT ON TEXT SEARCH PARSER two.one IS 'text';

COMMIT;
