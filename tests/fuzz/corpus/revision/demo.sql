-- schemawright: revision 0002
-- parents: 0001
-- message: refresh tokens
-- created: 2026-02-01T10:00:00Z
-- checksum: fdf574b4bddee79f811da3b6e0f81acd6f0fa8f8a4ce44cd367cd194143d594a
-- proved: up, down, up on PostgreSQL 17.12

-- schemawright: up

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

CREATE INDEX refresh_tokens_account_id_idx ON public.refresh_tokens (account_id);

CREATE INDEX refresh_tokens_live_idx ON public.refresh_tokens (expires_at) WHERE (revoked_at IS NULL);

-- schemawright: down

DROP TABLE public.refresh_tokens;
