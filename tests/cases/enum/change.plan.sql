-- exercises: enum: alter, comment, grant, owner
SET check_function_bodies = off;

BEGIN;

DROP VIEW public.v;
ALTER TABLE public.t ALTER COLUMN x DROP DEFAULT;
DROP FUNCTION public.f(public.e);
ALTER TYPE public.e RENAME TO e__old;
CREATE TYPE public.e AS ENUM ('c', 'a');
ALTER TYPE public.e OWNER TO two_owner;
GRANT ALL ON TYPE public.e TO reader;
ALTER TABLE public.t ALTER COLUMN x TYPE public.e USING x::text::public.e, ALTER COLUMN y TYPE public.e[] USING y::text[]::public.e[];
DROP TYPE public.e__old;
CREATE FUNCTION public.f(public.e)
    RETURNS public.e
    LANGUAGE sql
    AS $$SELECT $1$$;
ALTER TABLE public.t ALTER COLUMN x SET DEFAULT 'a'::public.e;
CREATE VIEW public.v AS
 SELECT x
   FROM public.t
  WHERE (x > 'a'::public.e);

COMMIT;
