SET check_function_bodies = off;

BEGIN;

DROP RULE r ON public.v;
DROP MATERIALIZED VIEW public.m;
DROP VIEW public.v;
ALTER TABLE public.t DROP CONSTRAINT c;
ALTER TABLE public.t ALTER COLUMN e DROP DEFAULT;
DROP FUNCTION public.calls(integer);
DROP FUNCTION public.g(integer, integer);
ALTER FUNCTION public.f(integer, text) RENAME TO f__old;
CREATE FUNCTION public.f(integer)
    RETURNS integer
    LANGUAGE sql
    IMMUTABLE
    AS $$SELECT $1$$;
CREATE FUNCTION public.g(integer)
    RETURNS integer
    LANGUAGE sql
    IMMUTABLE
    AS $$SELECT $1$$;
CREATE FUNCTION public.calls(x integer)
    RETURNS integer
    LANGUAGE sql
BEGIN ATOMIC
 SELECT (public.f(x) + public.g(x)) AS "?column?";
END;
CREATE FUNCTION public.g(integer, integer)
    RETURNS integer
    LANGUAGE sql
    IMMUTABLE
    AS $$SELECT $1 + $2$$;
ALTER TABLE public.t ADD CONSTRAINT c CHECK (public.f(a) > 0);
ALTER TABLE public.t ALTER COLUMN d SET DEFAULT public.f(3);
ALTER TABLE public.t ALTER COLUMN e SET DEFAULT public.g(3);
CREATE VIEW public.v AS
 SELECT public.f(a) AS x,
    public.g(a) AS y
   FROM public.t;
CREATE MATERIALIZED VIEW public.m AS
 SELECT public.f(1) AS x
  WITH DATA;
CREATE RULE r AS
    ON INSERT TO public.v DO INSTEAD  INSERT INTO public.t (a)
  VALUES (public.f(new.x));
CREATE OR REPLACE TRIGGER stamp BEFORE INSERT ON public.t FOR EACH ROW WHEN ((public.f(new.a) > 3)) EXECUTE FUNCTION public.stamp();
ALTER POLICY p ON public.t USING (public.f(a) > 1);
DROP FUNCTION public.f__old(integer, text);

COMMIT;
