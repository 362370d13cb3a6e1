SET check_function_bodies = off;

BEGIN;

ALTER EVENT TRIGGER on_ddl DISABLE;
ALTER EVENT TRIGGER on_start DISABLE;
DROP TABLE public.counts;
ALTER TABLE public.audit DROP COLUMN id;
ALTER TABLE public.dynamic DROP COLUMN at;
ALTER TABLE public.t DROP COLUMN b;
DROP FUNCTION public.note(text, public.severity);
ALTER TYPE public.severity RENAME TO severity__old;
CREATE TYPE public.severity AS ENUM ('low', 'high');
ALTER TABLE public.audit ALTER COLUMN how TYPE public.severity USING how::text::public.severity;
DROP TYPE public.severity__old;
CREATE FUNCTION public.note(text)
    RETURNS void
    LANGUAGE sql
    AS $$INSERT INTO public.audit VALUES ($1, 'low')$$;
CREATE OR REPLACE FUNCTION public.count_it()
    RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN INSERT INTO public.counted VALUES (1); RETURN NEW; END$$;
CREATE OR REPLACE FUNCTION public.on_ddl()
    RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$BEGIN PERFORM public.note(tg_tag); END$$;
CREATE OR REPLACE FUNCTION public.on_start()
    RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$BEGIN EXECUTE 'INSERT INTO public.dynamic VALUES ($1)' USING tg_tag; END$$;
CREATE TABLE public.counted (
    n integer
);
ALTER EVENT TRIGGER on_ddl ENABLE;
ALTER EVENT TRIGGER on_start ENABLE ALWAYS;

COMMIT;
