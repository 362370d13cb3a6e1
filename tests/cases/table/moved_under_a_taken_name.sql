-- Its old name is taken in the new schema and its new name in the old one.
-- rename {a}.one={b}.two
CREATE SCHEMA {a};
CREATE SCHEMA {b};
CREATE TABLE {a}.two (id int);
CREATE TABLE {b}.one (id int);
-- before
CREATE TABLE {a}.one (x text);
-- after
CREATE TABLE {b}.two (x text);
-- rows
INSERT INTO {a}.one VALUES ('a'), ({t});
