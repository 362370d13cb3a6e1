-- The function of an event trigger names what is renamed.
-- before
CREATE SCHEMA ops;
CREATE TABLE ops.audit (tag text);
CREATE FUNCTION ops.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO ops.audit(tag) VALUES (tg_tag); END$$;
CREATE EVENT TRIGGER on_ddl ON ddl_command_end EXECUTE FUNCTION ops.on_ddl();
-- after
CREATE SCHEMA ops;
CREATE TABLE ops.journal (command text);
CREATE FUNCTION ops.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO ops.journal(command) VALUES (tg_tag); END$$;
CREATE EVENT TRIGGER on_ddl ON ddl_command_end EXECUTE FUNCTION ops.on_ddl();
-- rename ops.audit=journal
-- rename ops.audit.tag=command
