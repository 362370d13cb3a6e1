-- schemawright: revision 0003
-- parents: 0002
-- message: preferences and the address book
-- created: 2026-03-01T10:00:00Z
-- checksum: b7a0049715c22c9321b9bbd54c1d6e96869c62f32f4dac3745b1e9a010b06f2b
-- proved: up, down, up on PostgreSQL 17.12

-- schemawright: up

CREATE TABLE public.preferences (
    profile_id uuid NOT NULL,
    channels jsonb DEFAULT '{"sms": false, "push": true, "email": true}'::jsonb NOT NULL,
    currency character(3) DEFAULT 'EUR'::bpchar NOT NULL,
    language character(2) DEFAULT 'en'::bpchar NOT NULL,
    theme character varying(20) DEFAULT 'system'::character varying NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT preferences_pkey PRIMARY KEY (profile_id),
    CONSTRAINT preferences_theme_known CHECK ((theme) IN ('light'::character varying, 'dark'::character varying, 'system'::character varying))
);

ALTER TABLE public.preferences ADD CONSTRAINT preferences_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES public.profiles (id) ON DELETE CASCADE;

CREATE VIEW public.address_book WITH (security_invoker=true) AS
 SELECT p.account_id,
    p.first_name,
    p.last_name,
    a.used_for,
    a.street,
    a.postal_code,
    a.city,
    a.country,
    a.is_default
   FROM (public.profiles p
     JOIN public.addresses a ON ((a.profile_id = p.id)));

-- schemawright: down

DROP VIEW public.address_book;

DROP TABLE public.preferences;
