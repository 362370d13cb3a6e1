-- All of a schema moves into a new one, and the old one goes. The name that a table has on its way is taken in one schema or the other.
-- rename {a}.one={b}.two
-- rename {a}.two={b}.three
-- rename {a}.two.{c}={d}
-- rename {a}.v={b}.v
-- before
CREATE SCHEMA {a};
CREATE TABLE {a}.one (id int GENERATED ALWAYS AS IDENTITY, x text);
CREATE TABLE {a}.two (id serial, {c} text);
CREATE VIEW {a}.v AS SELECT {c} AS x FROM {a}.two;
-- after
CREATE SCHEMA {b};
CREATE TABLE {b}.two (id int, x text);
ALTER TABLE {b}.two ALTER id SET NOT NULL;
ALTER TABLE {b}.two ALTER id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME {b}.one_id_seq);
CREATE SEQUENCE {b}.two_id_seq AS int;
SET search_path = {b}, public;
CREATE TABLE {b}.three (id int NOT NULL DEFAULT nextval('two_id_seq'), {d} text);
RESET search_path;
ALTER SEQUENCE {b}.two_id_seq OWNED BY {b}.three.id;
CREATE VIEW {b}.v AS SELECT {d} AS x FROM {b}.three;
-- rows
INSERT INTO {a}.one (x) VALUES ('a'), ('b');
INSERT INTO {a}.two ({c}) VALUES ('c');
