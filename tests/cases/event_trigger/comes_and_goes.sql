-- A new event trigger fires for no statement of the plan, one that goes for none but its own DROP. The table that its function writes exists as long as it does.
-- before
CREATE TABLE t (a int);
CREATE TABLE drops (tag text, what text);
CREATE FUNCTION on_drop() RETURNS event_trigger LANGUAGE plpgsql AS $$DECLARE gone record; BEGIN
    FOR gone IN SELECT * FROM pg_event_trigger_dropped_objects() LOOP INSERT INTO public.drops VALUES (tg_tag, gone.object_identity); END LOOP; END$$;
CREATE EVENT TRIGGER on_drop ON sql_drop EXECUTE FUNCTION on_drop();
CREATE VIEW v AS SELECT a FROM t;
-- after
CREATE TABLE t (a int, b int);
CREATE TABLE made (tag text, what text);
CREATE FUNCTION on_end() RETURNS event_trigger LANGUAGE plpgsql AS $$DECLARE done record; BEGIN
    FOR done IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP INSERT INTO public.made VALUES (done.command_tag, done.object_identity); END LOOP; END$$;
CREATE EVENT TRIGGER on_end ON ddl_command_end EXECUTE FUNCTION on_end();
CREATE POLICY p ON t USING (true);
