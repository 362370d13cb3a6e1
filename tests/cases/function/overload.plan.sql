-- exercises: function: alter, create, drop; materialized view: alter; policy: alter; rule: alter; table: alter; trigger: alter; view: alter
SET check_function_bodies = off;

BEGIN;

DROP MATERIALIZED VIEW public.m;
ALTER TABLE public.t DROP CONSTRAINT c;
ALTER FUNCTION public.f(integer) RENAME TO f__old;
ALTER FUNCTION public.g(integer) RENAME TO g__old;
CREATE FUNCTION public.f(integer, text DEFAULT 'x'::text)
    RETURNS integer
    LANGUAGE sql
    IMMUTABLE
    AS $$SELECT $1$$;
CREATE OR REPLACE FUNCTION public.g(integer, integer DEFAULT 7)
    RETURNS integer
    LANGUAGE sql
    IMMUTABLE
    AS $$SELECT $1 + $2$$;
CREATE OR REPLACE FUNCTION public.calls(x integer)
    RETURNS integer
    LANGUAGE sql
BEGIN ATOMIC
 SELECT ((public.f(x) + public.g(x)) + 1) AS "?column?";
END;
ALTER TABLE public.t ADD CONSTRAINT c CHECK (public.f(a) > 1);
ALTER TABLE public.t ALTER COLUMN d SET DEFAULT public.f(4);
ALTER TABLE public.t ALTER COLUMN e SET DEFAULT public.g(4);
CREATE OR REPLACE VIEW public.v AS
 SELECT public.f(a) AS x,
    public.g(a) AS y,
    a
   FROM public.t;
DROP FUNCTION public.g__old(integer);
CREATE MATERIALIZED VIEW public.m AS
 SELECT (public.f(1) + 1) AS x
  WITH DATA;
CREATE OR REPLACE RULE r AS
    ON INSERT TO public.v DO INSTEAD  INSERT INTO public.t (a, d)
  VALUES (public.f(new.x), 3);
CREATE OR REPLACE TRIGGER stamp BEFORE INSERT ON public.t FOR EACH ROW WHEN ((public.f(new.a) > 4)) EXECUTE FUNCTION public.stamp();
ALTER POLICY p ON public.t USING (public.f(a) > 2);
DROP FUNCTION public.f__old(integer);

COMMIT;
