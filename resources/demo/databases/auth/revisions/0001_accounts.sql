-- schemawright: revision 0001
-- parents: 
-- message: accounts
-- created: 2026-01-01T10:00:00Z
-- checksum: 64920962197da7a9b04d8c5c9652aac4a288ddeca82cf021e91d16a465a5695f
-- proved: up, down, up on PostgreSQL 17.12

-- schemawright: up

CREATE TYPE public.account_role AS ENUM ('customer', 'support', 'admin');

CREATE FUNCTION public.set_updated_at()
    RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION public.set_updated_at() IS 'Stamps the row on every update';

CREATE TABLE public.accounts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    email character varying(255) NOT NULL,
    password_hash text NOT NULL,
    role public.account_role DEFAULT 'customer'::public.account_role NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    last_login_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT accounts_email_shape CHECK ((email)::text ~ '^[^@[:space:]]+@[^@[:space:]]+$'::text),
    CONSTRAINT accounts_pkey PRIMARY KEY (id)
);

COMMENT ON TABLE public.accounts IS 'Who may sign in; everything else about a person is in the users database';

CREATE UNIQUE INDEX accounts_email_key ON public.accounts (lower((email)::text));

CREATE TRIGGER accounts_set_updated_at BEFORE UPDATE ON public.accounts FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

-- schemawright: down

DROP TABLE public.accounts;

DROP FUNCTION public.set_updated_at();

DROP TYPE public.account_role;
