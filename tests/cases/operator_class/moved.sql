-- rename {a}.{c}={b}.{d}
-- rename {a}.{d}={b}.{d}
CREATE SCHEMA {a};
-- before
CREATE OPERATOR FAMILY {a}.{d} USING hash;
CREATE OPERATOR CLASS {a}.{c} FOR TYPE int USING hash FAMILY {a}.{d} AS OPERATOR 1 =, FUNCTION 1 hashint4(int);
COMMENT ON OPERATOR CLASS {a}.{c} USING hash IS {t};
CREATE TABLE t (x int);
CREATE INDEX i ON t USING hash (x {a}.{c});
-- after
CREATE SCHEMA {b};
CREATE OPERATOR FAMILY {b}.{d} USING hash;
CREATE OPERATOR CLASS {b}.{d} FOR TYPE int USING hash FAMILY {b}.{d} AS OPERATOR 1 =, FUNCTION 1 hashint4(int);
COMMENT ON OPERATOR CLASS {b}.{d} USING hash IS {t};
CREATE TABLE t (x int);
CREATE INDEX i ON t USING hash (x {b}.{d});
-- rows
INSERT INTO t VALUES (1), (2);
