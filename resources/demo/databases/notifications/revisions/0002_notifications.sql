-- schemawright: revision 0002
-- parents: 0001
-- message: notifications
-- created: 2026-02-01T10:00:00Z
-- checksum: 94ab896511f19b6d05a9a92a13e9fe61fd127a599cc171c3ad4fd02e6c714d84
-- proved: up, down, up on PostgreSQL 17.12

-- schemawright: up

CREATE TYPE public.priority AS ENUM ('low', 'normal', 'high', 'urgent');

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

ALTER TABLE public.notifications ADD CONSTRAINT notifications_template_id_fkey FOREIGN KEY (template_id) REFERENCES public.templates (id) ON DELETE SET NULL;

CREATE INDEX notifications_data_idx ON public.notifications USING gin (data jsonb_path_ops);

CREATE INDEX notifications_unread_idx ON public.notifications (account_id, created_at DESC) WHERE (read_at IS NULL);

-- schemawright: down

DROP TABLE public.notifications;

DROP TYPE public.priority;
