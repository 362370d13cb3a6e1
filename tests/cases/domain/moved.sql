-- rename {a}.{c}={b}.{d}
CREATE SCHEMA {a};
-- before
CREATE DOMAIN {a}.{c} AS int DEFAULT 3 CONSTRAINT {d} CHECK (VALUE > 0);
COMMENT ON DOMAIN {a}.{c} IS {t};
COMMENT ON CONSTRAINT {d} ON DOMAIN {a}.{c} IS {t};
CREATE TABLE t (x {a}.{c});
-- after
CREATE SCHEMA {b};
CREATE DOMAIN {b}.{d} AS int DEFAULT 3 CONSTRAINT {d} CHECK (VALUE > 0);
COMMENT ON DOMAIN {b}.{d} IS {t};
COMMENT ON CONSTRAINT {d} ON DOMAIN {b}.{d} IS {t};
CREATE TABLE t (x {b}.{d});
-- rows
INSERT INTO t VALUES (DEFAULT), (4);
