-- exercises: table: alter; view: alter
SET check_function_bodies = off;

BEGIN;

DROP VIEW public.v;
DROP FUNCTION public.f(public.ct);
LOCK TABLE public.a IN ACCESS EXCLUSIVE MODE;
CREATE TABLE public.a__old AS SELECT x, y FROM ONLY public.a;
LOCK TABLE public.t IN ACCESS EXCLUSIVE MODE;
CREATE TABLE public.t__old AS SELECT v::text COLLATE pg_catalog."default" AS v, w::text COLLATE pg_catalog."default" AS w, ws::text[] COLLATE pg_catalog."default" AS ws, r::text COLLATE pg_catalog."default" AS r, rs::text COLLATE pg_catalog."default" AS rs FROM ONLY public.t;
DROP TABLE public.t;
DROP TYPE public.ar;
DROP TYPE public.ct;
DROP DOMAIN public.d;
DROP TABLE public.a;
CREATE TABLE public.a (
    x bigint,
    y text
);
CREATE DOMAIN public.d AS public.a;
CREATE TYPE public.ct AS (r public.a, n integer);
CREATE TYPE public.ar AS RANGE (subtype = public.a, subtype_opclass = pg_catalog.record_ops, multirange_type_name = public.ars);
CREATE FUNCTION public.f(q public.ct)
    RETURNS integer
    LANGUAGE sql
BEGIN ATOMIC
 SELECT (q).r.x AS x;
END;
INSERT INTO public.a (x, y) SELECT x, y FROM public.a__old;
DROP TABLE public.a__old;
CREATE TABLE public.t (
    v public.d,
    w public.ct,
    ws public.ct[],
    r public.ar,
    rs public.ars
);
INSERT INTO public.t (v, w, ws, r, rs) SELECT v::public.d, w::public.ct, ws::public.ct[], r::public.ar, rs::public.ars FROM public.t__old;
DROP TABLE public.t__old;
CREATE VIEW public.v AS
 SELECT (w).r.x AS q
   FROM public.t;

COMMIT;
