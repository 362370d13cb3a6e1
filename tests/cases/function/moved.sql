-- rename {a}.{c}(integer)={b}.{c}
-- rename {a}.{d}={b}.{d}
CREATE SCHEMA {a};
CREATE TABLE t (id int);
-- before
CREATE FUNCTION {a}.{c}(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION {a}.{c}(text) RETURNS int LANGUAGE sql AS 'SELECT 1';
COMMENT ON FUNCTION {a}.{c}(int) IS {t};
ALTER FUNCTION {a}.{c}(int) OWNER TO {r};
GRANT EXECUTE ON FUNCTION {a}.{c}(int) TO {s};
CREATE PROCEDURE {a}.{d}(x int) LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (x); END;
CREATE VIEW v AS SELECT {a}.{c}(id) AS y FROM t;
CREATE INDEX i ON t ({a}.{c}(id));
ALTER TABLE t ADD CHECK ({a}.{c}(id) > 0);
ALTER TABLE t ALTER id SET DEFAULT {a}.{c}(7);
-- after
CREATE SCHEMA {b};
CREATE FUNCTION {b}.{c}(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION {a}.{c}(text) RETURNS int LANGUAGE sql AS 'SELECT 1';
COMMENT ON FUNCTION {b}.{c}(int) IS {t};
ALTER FUNCTION {b}.{c}(int) OWNER TO {r};
GRANT EXECUTE ON FUNCTION {b}.{c}(int) TO {s};
CREATE PROCEDURE {b}.{d}(x int) LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (x); END;
CREATE VIEW v AS SELECT {b}.{c}(id) AS y FROM t;
CREATE INDEX i ON t ({b}.{c}(id));
ALTER TABLE t ADD CHECK ({b}.{c}(id) > 0);
ALTER TABLE t ALTER id SET DEFAULT {b}.{c}(7);
-- rows
INSERT INTO t VALUES (DEFAULT), (3);
