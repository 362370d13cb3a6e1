-- Statistics objects have a schema of their own: one leaves that of its table, one comes into it.
-- rename {a}.{c}={b}.{c}
-- rename {b}.{d}={a}.{d}
CREATE SCHEMA {a};
CREATE SCHEMA {b};
CREATE TABLE {a}.t (x int, y int);
-- before
CREATE STATISTICS {a}.{c} ON x, y FROM {a}.t;
COMMENT ON STATISTICS {a}.{c} IS {t};
CREATE STATISTICS {b}.{d} (mcv) ON x, y FROM {a}.t;
-- after
CREATE STATISTICS {b}.{c} ON x, y FROM {a}.t;
COMMENT ON STATISTICS {b}.{c} IS {t};
CREATE STATISTICS {a}.{d} (mcv) ON x, y FROM {a}.t;
-- rows
INSERT INTO {a}.t VALUES (1, 2);
