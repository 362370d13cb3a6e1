-- ALTER DOMAIN checks no values while a function has the rows of a table with the domain.
-- before
CREATE DOMAIN zip AS text CONSTRAINT zip_ok CHECK (VALUE ~ '^[0-9]+$');
CREATE DOMAIN zip2 AS zip;
CREATE TABLE house (id integer PRIMARY KEY, z zip2, zs zip);
CREATE FUNCTION label(h house) RETURNS text LANGUAGE sql STABLE BEGIN ATOMIC SELECT h.id::text; END;
CREATE VIEW v AS SELECT label(h) FROM house h;
GRANT SELECT ON v TO PUBLIC;
-- after
CREATE DOMAIN zip AS text NOT NULL CONSTRAINT zip_ok CHECK (VALUE <> '');
CREATE DOMAIN zip2 AS zip;
CREATE TABLE house (id integer PRIMARY KEY, z zip2, zs zip);
CREATE FUNCTION label(h house) RETURNS text LANGUAGE sql STABLE BEGIN ATOMIC SELECT h.id::text; END;
CREATE VIEW v AS SELECT label(h) FROM house h;
GRANT SELECT ON v TO PUBLIC;
-- rows
INSERT INTO house VALUES (1, '123', '456');
