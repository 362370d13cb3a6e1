-- The function of an event trigger writes to a table that changes with it, calls another function, and fires the table's trigger: no statement of the plan may
-- fire it meanwhile.
-- before
CREATE TYPE severity AS ENUM ('low', 'high');
CREATE TABLE audit (tag text, how severity);
CREATE TABLE counted (n int);
CREATE FUNCTION count_it() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO public.counted VALUES (1); RETURN NEW; END$$;
CREATE TRIGGER count_it BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION count_it();
CREATE FUNCTION note(text) RETURNS void LANGUAGE sql AS $$INSERT INTO public.audit VALUES ($1, 'low')$$;
CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN PERFORM public.note(tg_tag); END$$;
CREATE EVENT TRIGGER on_ddl ON ddl_command_end EXECUTE FUNCTION on_ddl();
COMMENT ON EVENT TRIGGER on_ddl IS 'audit';
CREATE TABLE dynamic (tag text);
CREATE FUNCTION on_start() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN EXECUTE 'INSERT INTO public.dynamic VALUES ($1)' USING tg_tag; END$$;
CREATE EVENT TRIGGER on_start ON ddl_command_start EXECUTE FUNCTION on_start();
ALTER EVENT TRIGGER on_start ENABLE ALWAYS;
CREATE TABLE t (a int);
-- after
CREATE TYPE severity AS ENUM ('none', 'low');
CREATE TABLE audit (id bigint GENERATED ALWAYS AS IDENTITY, tag text, how severity);
CREATE TABLE counts (n int);
CREATE FUNCTION count_it() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO public.counts VALUES (1); RETURN NEW; END$$;
CREATE TRIGGER count_it BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION count_it();
CREATE FUNCTION note(text, severity) RETURNS void LANGUAGE sql AS $$INSERT INTO public.audit (tag, how) VALUES ($1, $2)$$;
CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN PERFORM public.note(tg_tag, 'low'); END$$;
CREATE EVENT TRIGGER on_ddl ON ddl_command_end EXECUTE FUNCTION on_ddl();
COMMENT ON EVENT TRIGGER on_ddl IS 'audit';
CREATE TABLE dynamic (tag text, at timestamptz DEFAULT now());
CREATE FUNCTION on_start() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN EXECUTE 'INSERT INTO public.dynamic VALUES ($1, now())' USING tg_tag; END$$;
CREATE EVENT TRIGGER on_start ON ddl_command_start EXECUTE FUNCTION on_start();
ALTER EVENT TRIGGER on_start ENABLE ALWAYS;
CREATE TABLE t (a int, b int);
