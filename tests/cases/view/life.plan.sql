-- exercises: schema: create, drop; table: create, drop; view: comment, create, drop, grant, owner
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TABLE public.t (
    x integer,
    y text
);
CREATE VIEW two.one WITH (security_barrier=true, security_invoker=true) AS
 SELECT x AS one,
    y AS two
   FROM public.t
  WHERE (y <> 'text'::text)
  WITH LOCAL CHECK OPTION;
ALTER VIEW two.one ALTER COLUMN two SET DEFAULT 'text'::text;
ALTER VIEW two.one OWNER TO owner_role;
COMMENT ON VIEW two.one IS 'text';
GRANT SELECT ON TABLE two.one TO reader_role;
COMMENT ON COLUMN two.one.two IS 'text';
GRANT UPDATE (two) ON TABLE two.one TO reader_role;
CREATE VIEW two.three AS
 SELECT one
   FROM ( SELECT 'text'::text AS one
        UNION
         SELECT 'b'::text AS "?column?"
        UNION
         SELECT 'c'::character varying AS "varchar"
        UNION
         SELECT t.y
           FROM public.t
        UNION
         SELECT upper(t.y) AS upper
           FROM public.t) s
  WHERE ((EXISTS ( SELECT 'z'::text AS "?column?")) OR (one IN ( SELECT 'q'::text AS "?column?")));

COMMIT;
