-- Both schemas come and go with the plan.
-- before
CREATE SCHEMA {a};
CREATE EXTENSION citext SCHEMA {a};
CREATE TABLE uses (name {a}.citext);
-- after
CREATE SCHEMA {b};
CREATE EXTENSION citext SCHEMA {b};
CREATE TABLE uses (name {b}.citext);
-- rows
INSERT INTO uses VALUES ('a');
