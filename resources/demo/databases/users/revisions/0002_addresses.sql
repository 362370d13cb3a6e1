-- schemawright: revision 0002
-- parents: 0001
-- message: addresses
-- created: 2026-02-01T10:00:00Z
-- checksum: b73fbb798060b5e659328ed3d9eaeabad2590e38fa1aebd2fcec992760aee97c
-- proved: up, down, up on PostgreSQL 17.12

-- schemawright: up

CREATE TYPE public.address_use AS ENUM ('shipping', 'billing');

CREATE TABLE public.addresses (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    profile_id uuid NOT NULL,
    used_for public.address_use NOT NULL,
    street character varying(255) NOT NULL,
    city character varying(100) NOT NULL,
    state character varying(100),
    postal_code character varying(20) NOT NULL,
    country public.country_code NOT NULL,
    is_default boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT addresses_pkey PRIMARY KEY (id)
);

ALTER TABLE public.addresses ADD CONSTRAINT addresses_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES public.profiles (id) ON DELETE CASCADE;

CREATE UNIQUE INDEX addresses_one_default ON public.addresses (profile_id, used_for) WHERE is_default;

CREATE INDEX addresses_profile_id_idx ON public.addresses (profile_id);

CREATE TRIGGER addresses_set_updated_at BEFORE UPDATE ON public.addresses FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

-- schemawright: down

DROP TABLE public.addresses;

DROP TYPE public.address_use;
