-- exercises: function: alter; table: alter; view: alter
SET check_function_bodies = off;

BEGIN;

DROP POLICY p ON public.b;
DROP MATERIALIZED VIEW public.m;
DROP VIEW public.v;
DROP VIEW public.w;
DROP INDEX public.bi;
ALTER TABLE public.b DROP CONSTRAINT c;
ALTER TABLE public.b ALTER COLUMN i DROP DEFAULT;
DROP FUNCTION public.of_array(public.a[]);
DROP FUNCTION public.of_child(public.child);
DROP FUNCTION public.returns_one();
DROP FUNCTION public.with_default(public.a);
ALTER TABLE public.a ALTER COLUMN x TYPE bigint, ALTER COLUMN y TYPE character varying(10);
CREATE FUNCTION public.of_array(r public.a[])
    RETURNS bigint
    LANGUAGE sql
BEGIN ATOMIC
 SELECT cardinality(r) AS cardinality;
END;
CREATE FUNCTION public.returns_one()
    RETURNS public.a
    LANGUAGE sql
BEGIN ATOMIC
 SELECT ROW((1)::bigint, 't'::character varying(10))::public.a AS "row";
END;
CREATE FUNCTION public.with_default(r public.a DEFAULT ROW((1)::bigint, 'z'::character varying(10))::public.a)
    RETURNS integer
    LANGUAGE sql
    IMMUTABLE
    AS $$SELECT (r).x$$;
ALTER TABLE public.b ADD CONSTRAINT c CHECK (i <> ('(2,z)'::public.a).x);
ALTER TABLE public.b ALTER COLUMN i SET DEFAULT ('(1,z)'::public.a).x;
ALTER TABLE public.more ADD COLUMN z integer;
CREATE OR REPLACE FUNCTION public.of_more(r public.more DEFAULT '(1,z,)'::public.more)
    RETURNS integer
    LANGUAGE sql
    AS $$SELECT 1$$;
ALTER TABLE public.parent ADD COLUMN z text DEFAULT 'q'::text;
CREATE FUNCTION public.of_child(r public.child)
    RETURNS integer
    LANGUAGE sql
BEGIN ATOMIC
 SELECT (r).y AS y;
END;
CREATE INDEX bi ON public.b (((i + ('(1,z)'::public.a).x)));
CREATE VIEW public.v AS
 SELECT '(1,z)'::public.a AS q,
    ARRAY[ROW((1)::bigint, 'z'::character varying(10))::public.a] AS r,
    public.with_default() AS s;
CREATE VIEW public.w AS
 SELECT a.*::public.a AS whole
   FROM public.a;
CREATE OR REPLACE VIEW public.more_view AS
 SELECT '(1,z,)'::public.more AS q;
CREATE MATERIALIZED VIEW public.m AS
 SELECT a.*::public.a AS whole
   FROM public.a
  WITH DATA;
CREATE POLICY p ON public.b USING (i = ('(1,z)'::public.a).x);

COMMIT;
