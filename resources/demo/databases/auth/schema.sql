CREATE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION set_updated_at() IS 'Stamps the row on every update';
CREATE TYPE account_role AS ENUM ('customer', 'support', 'admin');
CREATE TABLE accounts (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email varchar(255) NOT NULL,
    password_hash text NOT NULL,
    role account_role NOT NULL DEFAULT 'customer',
    is_active boolean NOT NULL DEFAULT true,
    last_login_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT accounts_email_shape CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+$')
);
COMMENT ON TABLE accounts IS 'Who may sign in; everything else about a person is in the users database';
CREATE UNIQUE INDEX accounts_email_key ON accounts (lower(email));
CREATE TRIGGER accounts_set_updated_at BEFORE UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TABLE refresh_tokens (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    token_hash text NOT NULL UNIQUE,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT refresh_tokens_lifetime CHECK (expires_at > created_at)
);
CREATE INDEX refresh_tokens_account_id_idx ON refresh_tokens (account_id);
CREATE INDEX refresh_tokens_live_idx ON refresh_tokens (expires_at) WHERE revoked_at IS NULL;
COMMENT ON COLUMN refresh_tokens.token_hash IS 'SHA-256 of the token; the token itself is never stored';
CREATE TYPE token_purpose AS ENUM ('password reset', 'email verification');
CREATE TABLE one_time_tokens (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    purpose token_purpose NOT NULL,
    token_hash text NOT NULL UNIQUE,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX one_time_tokens_open_idx ON one_time_tokens (account_id, purpose) WHERE used_at IS NULL;
ALTER TABLE accounts ADD COLUMN email_verified_at timestamptz;
