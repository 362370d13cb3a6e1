SET check_function_bodies = off;

BEGIN;

DROP EVENT TRIGGER on_end;
DROP POLICY p ON public.t;
DROP TABLE public.made;
ALTER TABLE public.t DROP COLUMN b;
DROP FUNCTION public.on_end();
CREATE FUNCTION public.on_drop()
    RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$DECLARE gone record; BEGIN
    FOR gone IN SELECT * FROM pg_event_trigger_dropped_objects() LOOP INSERT INTO public.drops VALUES (tg_tag, gone.object_identity); END LOOP; END$$;
CREATE TABLE public.drops (
    tag text,
    what text
);
CREATE VIEW public.v AS
 SELECT a
   FROM public.t;
CREATE EVENT TRIGGER on_drop ON sql_drop EXECUTE FUNCTION public.on_drop();

COMMIT;
