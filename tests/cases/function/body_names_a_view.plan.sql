-- exercises: function: create, drop; materialized view: create, drop; table: alter; view: create, drop
SET check_function_bodies = off;

BEGIN;

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
ALTER TABLE public.t ADD CONSTRAINT c CHECK (public.holds(a));
CREATE MATERIALIZED VIEW public.a_first AS
 SELECT public.called() AS x
  WITH DATA;

COMMIT;
