-- schemawright: revision 0003
-- parents: 0002
-- message: one-time tokens and verified addresses
-- created: 2026-03-01T10:00:00Z
-- checksum: a9d32fa88a21338bd78090ba73f2f2b115824984b183e828f6dd3aad2e58f689
-- proved: up, down, up on PostgreSQL 17.12

-- schemawright: up

CREATE TYPE public.token_purpose AS ENUM ('password reset', 'email verification');

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

ALTER TABLE public.accounts ADD COLUMN email_verified_at timestamp with time zone;

CREATE INDEX one_time_tokens_open_idx ON public.one_time_tokens (account_id, purpose) WHERE (used_at IS NULL);

-- schemawright: down

DROP TABLE public.one_time_tokens;

ALTER TABLE public.accounts DROP COLUMN email_verified_at;

DROP TYPE public.token_purpose;
