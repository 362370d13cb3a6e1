SET check_function_bodies = off;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '1min';
CREATE FUNCTION public.called()
    RETURNS integer
    LANGUAGE plpgsql
    AS $$BEGIN RETURN (SELECT x FROM public.one_view); END$$;
CREATE FUNCTION public.holds(integer)
    RETURNS boolean
    LANGUAGE sql
    AS $$SELECT $1 IS NOT NULL AND EXISTS (SELECT FROM public.one_view)$$;
CREATE VIEW public.one_view AS
 SELECT 7 AS x;
ALTER TABLE public.t ADD CONSTRAINT c CHECK (public.holds(a)) NOT VALID;
CREATE MATERIALIZED VIEW public.a_first AS
 SELECT public.called() AS x
  WITH DATA;

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.t VALIDATE CONSTRAINT c;

COMMIT;
