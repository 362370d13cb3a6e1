-- rename {a}.{c}={b}.{d}
CREATE SCHEMA {a};
-- before
CREATE AGGREGATE {a}.{c}(int) (SFUNC = int4pl, STYPE = int);
COMMENT ON AGGREGATE {a}.{c}(int) IS {t};
CREATE VIEW v AS SELECT {a}.{c}(x) AS y FROM generate_series(1, 2) x;
-- after
CREATE SCHEMA {b};
CREATE AGGREGATE {b}.{d}(int) (SFUNC = int4pl, STYPE = int);
COMMENT ON AGGREGATE {b}.{d}(int) IS {t};
CREATE VIEW v AS SELECT {b}.{d}(x) AS y FROM generate_series(1, 2) x;
