-- exercises: index: create, drop; materialized view: comment, create, drop, grant, owner; schema: create, drop; table: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TABLE public.t (
    x integer,
    y text
);
CREATE MATERIALIZED VIEW two.one WITH (fillfactor=65, autovacuum_enabled=off) AS
 SELECT x AS one,
    y AS two
   FROM public.t
  WHERE (y <> 'text'::text)
  WITH DATA;
ALTER MATERIALIZED VIEW two.one ALTER COLUMN two SET STATISTICS 7;
ALTER MATERIALIZED VIEW two.one OWNER TO owner_role;
COMMENT ON MATERIALIZED VIEW two.one IS 'text';
GRANT SELECT ON TABLE two.one TO reader_role;
CREATE UNIQUE INDEX three ON two.one (one);
COMMENT ON COLUMN two.one.two IS 'text';

COMMIT;
