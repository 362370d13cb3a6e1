-- schemawright: revision 0001
-- parents: 
-- message: carts and orders by year
-- created: 2026-01-01T10:00:00Z
-- checksum: 873c685dd3833754fb617c51d82a162126f5a4cbb1479b8c42f4b5466d351aab
-- proved: up, down, up on PostgreSQL 17.12

-- schemawright: up

CREATE TYPE public.order_state AS ENUM ('pending', 'confirmed', 'processing', 'shipped', 'delivered', 'cancelled');

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

CREATE SEQUENCE public.order_number_seq START WITH 100000;

CREATE TABLE public.cart_items (
    cart_id uuid NOT NULL,
    product_id uuid NOT NULL,
    quantity integer DEFAULT 1 NOT NULL,
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT cart_items_pkey PRIMARY KEY (cart_id, product_id),
    CONSTRAINT cart_items_quantity_positive CHECK (quantity > 0)
);

CREATE TABLE public.carts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    account_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT carts_account_id_key UNIQUE (account_id),
    CONSTRAINT carts_pkey PRIMARY KEY (id)
);

ALTER TABLE public.cart_items ADD CONSTRAINT cart_items_cart_id_fkey FOREIGN KEY (cart_id) REFERENCES public.carts (id) ON DELETE CASCADE;

CREATE TABLE public.orders (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    placed_at timestamp with time zone DEFAULT now() NOT NULL,
    order_number bigint DEFAULT nextval('public.order_number_seq'::regclass) NOT NULL,
    account_id uuid NOT NULL,
    state public.order_state DEFAULT 'pending'::public.order_state NOT NULL,
    subtotal numeric(10,2) NOT NULL,
    shipping_cost numeric(10,2) DEFAULT 0 NOT NULL,
    tax numeric(10,2) DEFAULT 0 NOT NULL,
    total numeric(10,2) GENERATED ALWAYS AS ((subtotal + shipping_cost) + tax) STORED,
    currency character(3) DEFAULT 'EUR'::bpchar NOT NULL,
    shipping_address jsonb NOT NULL,
    billing_address jsonb NOT NULL,
    notes text,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT orders_amounts_not_negative CHECK ((subtotal >= (0)::numeric) AND (shipping_cost >= (0)::numeric) AND (tax >= (0)::numeric)),
    CONSTRAINT orders_pkey PRIMARY KEY (id, placed_at)
)
PARTITION BY RANGE (placed_at);

COMMENT ON COLUMN public.orders.account_id IS 'accounts.id of the auth database';

COMMENT ON COLUMN public.orders.state IS 'Where the order is on its way to the customer';

COMMENT ON TABLE public.orders IS 'One row per order, a partition per year';

CREATE TABLE public.orders_2025 PARTITION OF public.orders
    FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');

CREATE TABLE public.orders_2026 PARTITION OF public.orders
    FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2027-01-01 00:00:00+00');

CREATE TABLE public.orders_other PARTITION OF public.orders
    DEFAULT;

CREATE INDEX orders_open_idx ON public.orders (state) WHERE ((state <> 'delivered'::public.order_state) AND (state <> 'cancelled'::public.order_state));

CREATE TRIGGER carts_set_updated_at BEFORE UPDATE ON public.carts FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

CREATE TRIGGER orders_set_updated_at BEFORE UPDATE ON public.orders FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

-- schemawright: down

DROP TABLE public.cart_items;

DROP TABLE public.carts;

DROP TABLE public.orders_2025;

DROP TABLE public.orders_2026;

DROP TABLE public.orders_other;

DROP TABLE public.orders;

DROP SEQUENCE public.order_number_seq;

DROP FUNCTION public.set_updated_at();

DROP TYPE public.order_state;
