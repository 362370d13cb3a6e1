-- schemawright: revision 0001
-- parents: 
-- message: profiles
-- created: 2026-01-01T10:00:00Z
-- checksum: 76eb918a16444854a1ba169cd50aa634aab9d2bb8bcf5edd58dbe3ae3a246933
-- proved: up, down, up on PostgreSQL 17.12

-- schemawright: up

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

CREATE INDEX profiles_name_idx ON public.profiles (lower((last_name)::text), lower((first_name)::text));

CREATE TRIGGER profiles_set_updated_at BEFORE UPDATE ON public.profiles FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

-- schemawright: down

DROP TABLE public.profiles;

DROP FUNCTION public.set_updated_at();

DROP DOMAIN public.country_code;
