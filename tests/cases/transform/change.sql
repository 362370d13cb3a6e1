CREATE TYPE e AS ENUM ('x');
CREATE FUNCTION f(internal) RETURNS internal LANGUAGE internal AS 'prsd_lextype';
CREATE FUNCTION g(internal) RETURNS internal LANGUAGE internal AS 'prsd_lextype';
-- before
CREATE TRANSFORM FOR e LANGUAGE sql (FROM SQL WITH FUNCTION f(internal));
COMMENT ON TRANSFORM FOR e LANGUAGE sql IS 'old';
-- after
CREATE TRANSFORM FOR e LANGUAGE sql (FROM SQL WITH FUNCTION g(internal));
