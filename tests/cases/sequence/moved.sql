-- rename {a}.{c}={b}.{d}
CREATE SCHEMA {a};
-- before
CREATE SEQUENCE {a}.{c} INCREMENT 3;
GRANT USAGE ON SEQUENCE {a}.{c} TO {s};
COMMENT ON SEQUENCE {a}.{c} IS {t};
CREATE TABLE public.t (x int);
-- after
CREATE SCHEMA {b};
CREATE SEQUENCE {b}.{d} INCREMENT 3;
GRANT USAGE ON SEQUENCE {b}.{d} TO {s};
COMMENT ON SEQUENCE {b}.{d} IS {t};
CREATE TABLE public.t (x int);
-- rows
SELECT setval(oid, 31) FROM pg_catalog.pg_class WHERE relkind = 'S';
