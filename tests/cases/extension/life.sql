-- after
CREATE SCHEMA {a};
CREATE EXTENSION citext SCHEMA {a};
COMMENT ON EXTENSION citext IS {t};
CREATE TABLE uses (name {a}.citext);
