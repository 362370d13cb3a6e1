-- exercises: foreign server: create, drop; foreign-data wrapper: create, drop; schema: create, drop; table: comment, create, drop, grant, owner
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER one FOREIGN DATA WRAPPER w;
CREATE TABLE public.p (
    a integer,
    b text
)
PARTITION BY RANGE (a);
CREATE FOREIGN TABLE public.far PARTITION OF public.p
    FOR VALUES FROM (1) TO (5)
SERVER one OPTIONS (x '1');
CREATE FOREIGN TABLE two.one (
    one integer OPTIONS (two 'text') NOT NULL,
    two text DEFAULT 'text'::text,
    CONSTRAINT three CHECK (one > 0)
)
SERVER one OPTIONS (one 'text', b '1');
COMMENT ON COLUMN two.one.two IS 'text';
ALTER FOREIGN TABLE two.one OWNER TO owner_role;
COMMENT ON FOREIGN TABLE two.one IS 'text';
GRANT SELECT ON TABLE two.one TO reader_role;

COMMIT;
