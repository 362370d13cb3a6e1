CREATE TYPE public.account_role AS ENUM ('customer', 'support', 'admin');

CREATE TYPE public.token_purpose AS ENUM ('password reset', 'email verification');

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
    email_verified_at timestamp with time zone,
    CONSTRAINT accounts_email_shape CHECK ((email)::text ~ '^[^@[:space:]]+@[^@[:space:]]+$'::text),
    CONSTRAINT accounts_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE public.accounts IS 'Who may sign in; everything else about a person is in the users database';

CREATE TABLE public.one_time_tokens (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    account_id uuid NOT NULL,
    purpose public.token_purpose NOT NULL,
    token_hash text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT one_time_tokens_pkey PRIMARY KEY (id),
    CONSTRAINT one_time_tokens_token_hash_key UNIQUE (token_hash)
);

ALTER TABLE public.one_time_tokens ADD CONSTRAINT one_time_tokens_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts (id) ON DELETE CASCADE;

CREATE TABLE public.refresh_tokens (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    account_id uuid NOT NULL,
    token_hash text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT refresh_tokens_lifetime CHECK (expires_at > created_at),
    CONSTRAINT refresh_tokens_pkey PRIMARY KEY (id),
    CONSTRAINT refresh_tokens_token_hash_key UNIQUE (token_hash)
);
COMMENT ON COLUMN public.refresh_tokens.token_hash IS 'SHA-256 of the token; the token itself is never stored';

ALTER TABLE public.refresh_tokens ADD CONSTRAINT refresh_tokens_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts (id) ON DELETE CASCADE;

CREATE UNIQUE INDEX accounts_email_key ON public.accounts (lower((email)::text));

CREATE INDEX one_time_tokens_open_idx ON public.one_time_tokens (account_id, purpose) WHERE (used_at IS NULL);

CREATE INDEX refresh_tokens_account_id_idx ON public.refresh_tokens (account_id);

CREATE INDEX refresh_tokens_live_idx ON public.refresh_tokens (expires_at) WHERE (revoked_at IS NULL);

CREATE TRIGGER accounts_set_updated_at BEFORE UPDATE ON public.accounts FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
