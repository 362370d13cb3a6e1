SET check_function_bodies = off;

BEGIN;

DROP VIEW public.v;
DROP FUNCTION public.g(integer);
CREATE FUNCTION public.g(a integer)
    RETURNS integer
    LANGUAGE sql
    AS $$SELECT 1$$;
ALTER FUNCTION public.f(integer) OWNER TO one_owner;
COMMENT ON FUNCTION public.f(integer) IS 'old';
REVOKE ALL ON FUNCTION public.f(integer) FROM reader;
CREATE OR REPLACE FUNCTION public.f(a integer)
    RETURNS integer
    LANGUAGE sql
    AS $$SELECT 1$$;
CREATE OR REPLACE PROCEDURE public.p(OUT a integer, IN b integer)
    LANGUAGE sql
    AS $$SELECT 1$$;
ALTER PROCEDURE public.p(IN a integer, IN b integer) OWNER TO one_owner;
CREATE OR REPLACE PROCEDURE public.p(IN a integer, IN b integer)
    LANGUAGE sql
    AS $$SELECT 1$$;
CREATE VIEW public.v AS
 SELECT public.g(1) AS g;

COMMIT;
