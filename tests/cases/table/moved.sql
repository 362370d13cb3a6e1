-- Everything that belongs to a table goes along; what refers to it follows. The schema that it moves to is made by the same plan.
-- rename {a}.{c}={b}.{c}
CREATE SCHEMA {a};
GRANT USAGE ON SCHEMA {a} TO {r};
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TYPE {a}.{d} AS ENUM ('x', 'y');
-- before
CREATE TABLE {a}.{c} ({a} serial PRIMARY KEY, {b} int GENERATED ALWAYS AS IDENTITY, {c} {a}.{d} DEFAULT 'x', {d} text UNIQUE CHECK ({d} <> {t}), own int REFERENCES {a}.{c});
CREATE INDEX i ON {a}.{c} (lower({d}));
CREATE STATISTICS {a}.{a} ON {a}, {d} FROM {a}.{c};
COMMENT ON STATISTICS {a}.{a} IS {t};
ALTER TABLE {a}.{c} OWNER TO {r};
COMMENT ON TABLE {a}.{c} IS {t};
COMMENT ON COLUMN {a}.{c}.{d} IS {t};
GRANT SELECT ON {a}.{c} TO {s};
GRANT UPDATE ({d}) ON {a}.{c} TO {s};
CREATE TRIGGER {b} BEFORE INSERT ON {a}.{c} FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE {a}.{c} ENABLE ROW LEVEL SECURITY;
CREATE POLICY {b} ON {a}.{c} TO {s} USING ({d} IS NOT NULL);
CREATE RULE {d} AS ON DELETE TO {a}.{c} DO ALSO NOTIFY x;
CREATE TABLE child (y int) INHERITS ({a}.{c});
CREATE TABLE {a}.far (id int REFERENCES {a}.{c}, whole {a}.{c}, many {a}.{c}[]);
CREATE VIEW seen AS SELECT {d}, {c} FROM {a}.{c};
CREATE FUNCTION counted() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM {a}.{c}; END;
CREATE FUNCTION taking({a}.{c}) RETURNS int LANGUAGE sql RETURN 1;
-- after
CREATE SCHEMA {b};
ALTER SCHEMA {b} OWNER TO {s};
COMMENT ON SCHEMA {b} IS {t};
GRANT USAGE ON SCHEMA {b} TO {r};
CREATE TABLE {b}.{c} ({a} serial PRIMARY KEY, {b} int GENERATED ALWAYS AS IDENTITY, {c} {a}.{d} DEFAULT 'x', {d} text UNIQUE CHECK ({d} <> {t}), own int REFERENCES {b}.{c});
CREATE INDEX i ON {b}.{c} (lower({d}));
CREATE STATISTICS {b}.{a} ON {a}, {d} FROM {b}.{c};
COMMENT ON STATISTICS {b}.{a} IS {t};
ALTER TABLE {b}.{c} OWNER TO {r};
COMMENT ON TABLE {b}.{c} IS {t};
COMMENT ON COLUMN {b}.{c}.{d} IS {t};
GRANT SELECT ON {b}.{c} TO {s};
GRANT UPDATE ({d}) ON {b}.{c} TO {s};
CREATE TRIGGER {b} BEFORE INSERT ON {b}.{c} FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE {b}.{c} ENABLE ROW LEVEL SECURITY;
CREATE POLICY {b} ON {b}.{c} TO {s} USING ({d} IS NOT NULL);
CREATE RULE {d} AS ON DELETE TO {b}.{c} DO ALSO NOTIFY x;
CREATE TABLE child (y int) INHERITS ({b}.{c});
CREATE TABLE {a}.far (id int REFERENCES {b}.{c}, whole {b}.{c}, many {b}.{c}[]);
CREATE VIEW seen AS SELECT {d}, {c} FROM {b}.{c};
CREATE FUNCTION counted() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM {b}.{c}; END;
CREATE FUNCTION taking({b}.{c}) RETURNS int LANGUAGE sql RETURN 1;
-- rows
INSERT INTO {a}.{c} ({d}, own) VALUES ('one', 1), ('two', 1), (NULL, NULL);
INSERT INTO child ({a}, {b}, {d}, y) VALUES (9, 5, 'nine', 9);
INSERT INTO {a}.far VALUES (2, (SELECT c FROM {a}.{c} c WHERE {a} = 1), NULL);
