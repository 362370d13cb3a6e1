-- schemawright: revision 0001
-- parents: 
-- message: templates
-- created: 2026-01-01T10:00:00Z
-- checksum: effe6f6d1e95dcc13c262ee0fd37ec8a59a3a3c787e045c8aa6aa4ceeb7a7dfc
-- proved: up, down, up on PostgreSQL 17.12

-- schemawright: up

CREATE TYPE public.channel AS ENUM ('email', 'sms', 'push');

CREATE FUNCTION public.set_updated_at()
    RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

CREATE TABLE public.templates (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name character varying(100) NOT NULL,
    channel public.channel NOT NULL,
    subject character varying(255),
    body text NOT NULL,
    variables jsonb DEFAULT '[]'::jsonb NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT templates_name_key UNIQUE (name),
    CONSTRAINT templates_pkey PRIMARY KEY (id)
);

CREATE TRIGGER templates_set_updated_at BEFORE UPDATE ON public.templates FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

-- schemawright: down

DROP TABLE public.templates;

DROP FUNCTION public.set_updated_at();

DROP TYPE public.channel;
