CREATE TYPE public.channel AS ENUM ('email', 'sms', 'push');

CREATE TYPE public.delivery_state AS ENUM ('queued', 'sent', 'failed');

CREATE TYPE public.priority AS ENUM ('low', 'normal', 'high', 'urgent');

CREATE FUNCTION public.set_updated_at()
    RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

CREATE TABLE public.deliveries (
    id bigint GENERATED ALWAYS AS IDENTITY,
    notification_id uuid NOT NULL,
    state public.delivery_state DEFAULT 'queued'::public.delivery_state NOT NULL,
    error_message text,
    attempted_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT deliveries_failure_has_a_reason CHECK ((state <> 'failed'::public.delivery_state) OR (error_message IS NOT NULL)),
    CONSTRAINT deliveries_pkey PRIMARY KEY (id)
);

CREATE TABLE public.notifications (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    account_id uuid NOT NULL,
    template_id uuid,
    channel public.channel NOT NULL,
    category character varying(50) NOT NULL,
    title character varying(255) NOT NULL,
    message text NOT NULL,
    priority public.priority DEFAULT 'normal'::public.priority NOT NULL,
    data jsonb,
    read_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT notifications_pkey PRIMARY KEY (id)
);

ALTER TABLE public.deliveries ADD CONSTRAINT deliveries_notification_id_fkey FOREIGN KEY (notification_id) REFERENCES public.notifications (id) ON DELETE CASCADE;

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

ALTER TABLE public.notifications ADD CONSTRAINT notifications_template_id_fkey FOREIGN KEY (template_id) REFERENCES public.templates (id) ON DELETE SET NULL;

CREATE INDEX deliveries_notification_id_idx ON public.deliveries (notification_id, attempted_at DESC);

CREATE INDEX notifications_data_idx ON public.notifications USING gin (data jsonb_path_ops);

CREATE INDEX notifications_unread_idx ON public.notifications (account_id, created_at DESC) WHERE (read_at IS NULL);

CREATE TRIGGER templates_set_updated_at BEFORE UPDATE ON public.templates FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
