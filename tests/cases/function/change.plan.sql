-- exercises: function: alter, comment, grant, owner; view: alter
SET check_function_bodies = off;

BEGIN;

DROP VIEW public.v;
DROP FUNCTION public.g(integer);
CREATE FUNCTION public.g(a integer)
    RETURNS bigint
    LANGUAGE sql
    AS $$SELECT 1::bigint$$;
ALTER FUNCTION public.f(integer) OWNER TO two_owner;
COMMENT ON FUNCTION public.f(integer) IS NULL;
GRANT ALL ON FUNCTION public.f(integer) TO reader;
CREATE OR REPLACE FUNCTION public.f(a integer)
    RETURNS integer
    LANGUAGE sql
    IMMUTABLE
    PARALLEL SAFE
    COST 7
    AS $$SELECT 2$$;
CREATE OR REPLACE PROCEDURE public.p(OUT a integer, IN b integer)
    LANGUAGE sql
    AS $$SELECT 2$$;
ALTER PROCEDURE public.p(IN a integer, IN b integer) OWNER TO two_owner;
CREATE OR REPLACE PROCEDURE public.p(IN a integer, IN b integer)
    LANGUAGE sql
    AS $$SELECT 2$$;
CREATE VIEW public.v AS
 SELECT public.g(1) AS g;

COMMIT;
