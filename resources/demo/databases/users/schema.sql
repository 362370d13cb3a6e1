CREATE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;
CREATE DOMAIN country_code AS char(2) CHECK (VALUE ~ '^[A-Z]{2}$');
COMMENT ON DOMAIN country_code IS 'ISO 3166-1 alpha-2';
CREATE TABLE profiles (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL UNIQUE,
    first_name varchar(100) NOT NULL,
    last_name varchar(100) NOT NULL,
    phone_number varchar(20),
    date_of_birth date,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT profiles_born_in_the_past CHECK (date_of_birth < created_at)
);
COMMENT ON COLUMN profiles.account_id IS 'accounts.id of the auth database';
CREATE INDEX profiles_name_idx ON profiles (lower(last_name), lower(first_name));
CREATE TRIGGER profiles_set_updated_at BEFORE UPDATE ON profiles FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TYPE address_use AS ENUM ('shipping', 'billing');
CREATE TABLE addresses (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    profile_id uuid NOT NULL REFERENCES profiles (id) ON DELETE CASCADE,
    used_for address_use NOT NULL,
    street varchar(255) NOT NULL,
    city varchar(100) NOT NULL,
    state varchar(100),
    postal_code varchar(20) NOT NULL,
    country country_code NOT NULL,
    is_default boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX addresses_profile_id_idx ON addresses (profile_id);
CREATE UNIQUE INDEX addresses_one_default ON addresses (profile_id, used_for) WHERE is_default;
CREATE TRIGGER addresses_set_updated_at BEFORE UPDATE ON addresses FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TABLE preferences (
    profile_id uuid PRIMARY KEY REFERENCES profiles (id) ON DELETE CASCADE,
    channels jsonb NOT NULL DEFAULT '{"email": true, "sms": false, "push": true}',
    currency char(3) NOT NULL DEFAULT 'EUR',
    language char(2) NOT NULL DEFAULT 'en',
    theme varchar(20) NOT NULL DEFAULT 'system',
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT preferences_theme_known CHECK (theme IN ('light', 'dark', 'system'))
);
CREATE VIEW address_book WITH (security_invoker = true) AS
    SELECT p.account_id, p.first_name, p.last_name, a.used_for, a.street, a.postal_code, a.city, a.country, a.is_default
    FROM profiles p JOIN addresses a ON a.profile_id = p.id;
