-- after
CREATE SCHEMA {b};
CREATE TYPE {b}.{a} AS ENUM ('x');
CREATE FUNCTION {b}.{c}(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'prsd_lextype';
CREATE TRANSFORM FOR {b}.{a} LANGUAGE plpgsql (FROM SQL WITH FUNCTION {b}.{c}(internal));
COMMENT ON TRANSFORM FOR {b}.{a} LANGUAGE plpgsql IS {t};
