-- exercises: event trigger: create, drop; function: create, drop; policy: create, drop; table: alter, create, drop; view: create, drop
SET check_function_bodies = off;

BEGIN;

DROP EVENT TRIGGER on_drop;
DROP VIEW public.v;
DROP TABLE public.drops;
DROP FUNCTION public.on_drop();
CREATE FUNCTION public.on_end()
    RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$DECLARE done record; BEGIN
    FOR done IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP INSERT INTO public.made VALUES (done.command_tag, done.object_identity); END LOOP; END$$;
CREATE TABLE public.made (
    tag text,
    what text
);
ALTER TABLE public.t ADD COLUMN b integer;
CREATE POLICY p ON public.t USING (true);
CREATE EVENT TRIGGER on_end ON ddl_command_end EXECUTE FUNCTION public.on_end();

COMMIT;
