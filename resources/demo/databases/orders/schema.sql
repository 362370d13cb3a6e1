CREATE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION set_updated_at() IS 'Stamps the row on every update';
CREATE TYPE order_state AS ENUM ('pending', 'confirmed', 'processing', 'shipped', 'delivered', 'cancelled');
CREATE SEQUENCE order_number_seq START WITH 100000;
CREATE TABLE carts (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE cart_items (
    cart_id uuid NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
    product_id uuid NOT NULL,
    quantity integer NOT NULL DEFAULT 1,
    added_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (cart_id, product_id),
    CONSTRAINT cart_items_quantity_positive CHECK (quantity > 0)
);
CREATE TABLE orders (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    placed_at timestamptz NOT NULL DEFAULT now(),
    order_number bigint NOT NULL DEFAULT nextval('order_number_seq'),
    account_id uuid NOT NULL,
    state order_state NOT NULL DEFAULT 'pending',
    subtotal numeric(10,2) NOT NULL,
    shipping_cost numeric(10,2) NOT NULL DEFAULT 0,
    tax numeric(10,2) NOT NULL DEFAULT 0,
    total numeric(10,2) GENERATED ALWAYS AS (subtotal + shipping_cost + tax) STORED,
    currency char(3) NOT NULL DEFAULT 'EUR',
    shipping_address jsonb NOT NULL,
    billing_address jsonb NOT NULL,
    notes text,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, placed_at),
    CONSTRAINT orders_amounts_not_negative CHECK (subtotal >= 0 AND shipping_cost >= 0 AND tax >= 0)
) PARTITION BY RANGE (placed_at);
COMMENT ON TABLE orders IS 'One row per order, a partition per year';
COMMENT ON COLUMN orders.state IS 'Where the order is on its way to the customer';
COMMENT ON COLUMN orders.account_id IS 'accounts.id of the auth database';
CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');
CREATE TABLE orders_2026 PARTITION OF orders FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2027-01-01 00:00:00+00');
CREATE TABLE orders_other PARTITION OF orders DEFAULT;
CREATE INDEX orders_open_idx ON orders (state) WHERE state <> 'delivered' AND state <> 'cancelled';
CREATE TRIGGER carts_set_updated_at BEFORE UPDATE ON carts FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER orders_set_updated_at BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION set_updated_at();
