-- exercises: composite type: alter, create, drop; table: alter; view: alter
SET check_function_bodies = off;

BEGIN;

DROP VIEW public.v;
CREATE TYPE public.another AS (a integer, b text);
LOCK TABLE public.t IN ACCESS EXCLUSIVE MODE;
CREATE TABLE public.t__old AS SELECT a, b FROM ONLY public.t;
DROP TABLE public.t;
ALTER TYPE public.y RENAME TO y__old;
CREATE TYPE public.y AS (a bigint, b character varying(10), c date);
ALTER TABLE public.holder ALTER COLUMN c TYPE public.y USING CASE WHEN c IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((c).a::bigint, (c).b::character varying(10), NULL::date)::public.y END;
DROP TYPE public.y__old;
CREATE TABLE public.t OF public.y (
    a WITH OPTIONS NOT NULL,
    b WITH OPTIONS DEFAULT 'y'::character varying,
    c WITH OPTIONS NOT NULL,
    CONSTRAINT t_pkey PRIMARY KEY (a)
);
INSERT INTO public.t (a, b) SELECT a, b FROM public.t__old;
DROP TABLE public.t__old;
ALTER TABLE public.moves NOT OF;
DROP TYPE public.other;
ALTER TABLE public.moves OF public.another;
CREATE INDEX i ON public.t (b);
CREATE VIEW public.v AS
 SELECT a,
    b
   FROM public.t;

COMMIT;
