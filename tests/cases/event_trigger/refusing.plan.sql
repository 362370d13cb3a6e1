-- exercises: event trigger: alter; function: alter; publication: create, drop; table: alter
SET check_function_bodies = off;

BEGIN;

CREATE OR REPLACE FUNCTION public.refuse()
    RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$BEGIN RAISE EXCEPTION 'never'; END$$;
ALTER TABLE public.t ADD COLUMN b integer;
CREATE PUBLICATION p FOR TABLE public.t;
ALTER EVENT TRIGGER e ENABLE;

COMMIT;
