SET check_function_bodies = off;

BEGIN;

ALTER EVENT TRIGGER e DISABLE;
DROP PUBLICATION p;
ALTER TABLE public.t DROP COLUMN b;
CREATE OR REPLACE FUNCTION public.refuse()
    RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$BEGIN RAISE EXCEPTION 'not now'; END$$;

COMMIT;
