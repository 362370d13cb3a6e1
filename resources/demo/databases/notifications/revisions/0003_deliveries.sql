-- schemawright: revision 0003
-- parents: 0002
-- message: deliveries
-- created: 2026-03-01T10:00:00Z
-- checksum: 21e7b12a938e62398570a2dab2f0afda4743e9ba9e5c80d2a84bd6cd46707024
-- proved: up, down, up on PostgreSQL 17.12

-- schemawright: up

CREATE TYPE public.delivery_state AS ENUM ('queued', 'sent', 'failed');

CREATE TABLE public.deliveries (
    id bigint GENERATED ALWAYS AS IDENTITY,
    notification_id uuid NOT NULL,
    state public.delivery_state DEFAULT 'queued'::public.delivery_state NOT NULL,
    error_message text,
    attempted_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT deliveries_failure_has_a_reason CHECK ((state <> 'failed'::public.delivery_state) OR (error_message IS NOT NULL)),
    CONSTRAINT deliveries_pkey PRIMARY KEY (id)
);

ALTER TABLE public.deliveries ADD CONSTRAINT deliveries_notification_id_fkey FOREIGN KEY (notification_id) REFERENCES public.notifications (id) ON DELETE CASCADE;

CREATE INDEX deliveries_notification_id_idx ON public.deliveries (notification_id, attempted_at DESC);

-- schemawright: down

DROP TABLE public.deliveries;

DROP TYPE public.delivery_state;
