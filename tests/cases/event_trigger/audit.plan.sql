-- exercises: enum: alter; function: alter, create, drop; table: alter, create, drop
SET check_function_bodies = off;

BEGIN;

ALTER EVENT TRIGGER on_ddl DISABLE;
ALTER EVENT TRIGGER on_start DISABLE;
DROP TABLE public.counted;
DROP FUNCTION public.note(text);
ALTER TYPE public.severity RENAME TO severity__old;
CREATE TYPE public.severity AS ENUM ('none', 'low');
ALTER TABLE public.audit ALTER COLUMN how TYPE public.severity USING how::text::public.severity;
DROP TYPE public.severity__old;
CREATE FUNCTION public.note(text, public.severity)
    RETURNS void
    LANGUAGE sql
    AS $$INSERT INTO public.audit (tag, how) VALUES ($1, $2)$$;
CREATE OR REPLACE FUNCTION public.count_it()
    RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN INSERT INTO public.counts VALUES (1); RETURN NEW; END$$;
CREATE OR REPLACE FUNCTION public.on_ddl()
    RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$BEGIN PERFORM public.note(tg_tag, 'low'); END$$;
CREATE OR REPLACE FUNCTION public.on_start()
    RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$BEGIN EXECUTE 'INSERT INTO public.dynamic VALUES ($1, now())' USING tg_tag; END$$;
CREATE TABLE public.counts (
    n integer
);
ALTER TABLE public.audit ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;
ALTER TABLE public.dynamic ADD COLUMN at timestamp with time zone DEFAULT now();
ALTER TABLE public.t ADD COLUMN b integer;
ALTER EVENT TRIGGER on_ddl ENABLE;
ALTER EVENT TRIGGER on_start ENABLE ALWAYS;

COMMIT;
