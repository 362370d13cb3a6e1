CREATE TYPE public.address_use AS ENUM ('shipping', 'billing');

CREATE DOMAIN public.country_code AS character(2) CONSTRAINT country_code_check CHECK ((VALUE ~ '^[A-Z]{2}$'::text));
COMMENT ON DOMAIN public.country_code IS 'ISO 3166-1 alpha-2';

CREATE FUNCTION public.set_updated_at()
    RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

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

CREATE TABLE public.profiles (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    account_id uuid NOT NULL,
    first_name character varying(100) NOT NULL,
    last_name character varying(100) NOT NULL,
    phone_number character varying(20),
    date_of_birth date,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT profiles_account_id_key UNIQUE (account_id),
    CONSTRAINT profiles_born_in_the_past CHECK (date_of_birth < created_at),
    CONSTRAINT profiles_pkey PRIMARY KEY (id)
);
COMMENT ON COLUMN public.profiles.account_id IS 'accounts.id of the auth database';

ALTER TABLE public.addresses ADD CONSTRAINT addresses_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES public.profiles (id) ON DELETE CASCADE;

ALTER TABLE public.preferences ADD CONSTRAINT preferences_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES public.profiles (id) ON DELETE CASCADE;

CREATE UNIQUE INDEX addresses_one_default ON public.addresses (profile_id, used_for) WHERE is_default;

CREATE INDEX addresses_profile_id_idx ON public.addresses (profile_id);

CREATE INDEX profiles_name_idx ON public.profiles (lower((last_name)::text), lower((first_name)::text));

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

CREATE TRIGGER addresses_set_updated_at BEFORE UPDATE ON public.addresses FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

CREATE TRIGGER profiles_set_updated_at BEFORE UPDATE ON public.profiles FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
