CREATE TYPE public.order_state AS ENUM ('pending', 'confirmed', 'processing', 'shipped', 'delivered', 'cancelled');

CREATE TYPE public.return_reason AS ENUM ('damaged', 'wrong item', 'not as described', 'changed mind');

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

CREATE TABLE public.order_items (
    order_id uuid NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    line integer NOT NULL,
    product_id uuid NOT NULL,
    product_name character varying(255) NOT NULL,
    sku character varying(100) NOT NULL,
    quantity integer NOT NULL,
    unit_price numeric(10,2) NOT NULL,
    CONSTRAINT order_items_pkey PRIMARY KEY (order_id, placed_at, line),
    CONSTRAINT order_items_quantity_range CHECK ((quantity >= 1) AND (quantity <= 999))
);

CREATE TABLE public.order_returns (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    order_id uuid NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    line integer NOT NULL,
    shipment_id uuid,
    reason public.return_reason NOT NULL,
    quantity integer NOT NULL,
    refund_amount numeric(10,2),
    requested_at timestamp with time zone DEFAULT now() NOT NULL,
    received_at timestamp with time zone,
    CONSTRAINT order_returns_pkey PRIMARY KEY (id),
    CONSTRAINT order_returns_quantity_positive CHECK (quantity > 0)
);
COMMENT ON TABLE public.order_returns IS 'Lines that a customer sends back';

ALTER TABLE public.order_returns ADD CONSTRAINT order_returns_order_id_placed_at_line_fkey FOREIGN KEY (order_id, placed_at, line) REFERENCES public.order_items (order_id, placed_at, line);

CREATE TABLE public.order_state_changes (
    id bigint GENERATED ALWAYS AS IDENTITY,
    order_id uuid NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    state public.order_state NOT NULL,
    note text,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT order_state_changes_pkey PRIMARY KEY (id)
);

CREATE TABLE public.orders (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    placed_at timestamp with time zone DEFAULT now() NOT NULL,
    order_number bigint DEFAULT nextval('public.order_number_seq'::regclass) NOT NULL,
    account_id uuid NOT NULL,
    status public.order_state DEFAULT 'pending'::public.order_state NOT NULL,
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
COMMENT ON COLUMN public.orders.status IS 'Where the order is on its way to the customer';
COMMENT ON TABLE public.orders IS 'One row per order, a partition per year';

CREATE TABLE public.orders_2025 PARTITION OF public.orders
    FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');

CREATE TABLE public.orders_2026 PARTITION OF public.orders
    FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2027-01-01 00:00:00+00');

CREATE TABLE public.orders_other PARTITION OF public.orders
    DEFAULT;

ALTER TABLE public.order_items ADD CONSTRAINT order_items_order_id_placed_at_fkey FOREIGN KEY (order_id, placed_at) REFERENCES public.orders (id, placed_at) ON DELETE CASCADE;

ALTER TABLE public.order_state_changes ADD CONSTRAINT order_state_changes_order_id_placed_at_fkey FOREIGN KEY (order_id, placed_at) REFERENCES public.orders (id, placed_at) ON DELETE CASCADE;

CREATE TABLE public.shipments (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    order_id uuid NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    carrier character varying(50) NOT NULL,
    tracking_number character varying(100),
    shipped_at timestamp with time zone DEFAULT now() NOT NULL,
    delivered_at timestamp with time zone,
    CONSTRAINT shipments_delivered_after_shipped CHECK (delivered_at >= shipped_at),
    CONSTRAINT shipments_pkey PRIMARY KEY (id)
);

ALTER TABLE public.order_returns ADD CONSTRAINT order_returns_shipment_id_fkey FOREIGN KEY (shipment_id) REFERENCES public.shipments (id);

ALTER TABLE public.shipments ADD CONSTRAINT shipments_order_id_placed_at_fkey FOREIGN KEY (order_id, placed_at) REFERENCES public.orders (id, placed_at) ON DELETE CASCADE;

CREATE INDEX order_items_product_id_idx ON public.order_items (product_id);

CREATE INDEX order_returns_item_idx ON public.order_returns (order_id, placed_at, line);

CREATE INDEX order_returns_waiting_idx ON public.order_returns (requested_at) WHERE (received_at IS NULL);

CREATE INDEX order_state_changes_order_idx ON public.order_state_changes (order_id, changed_at DESC);

CREATE INDEX orders_account_id_idx ON public.orders (account_id, placed_at DESC);

CREATE INDEX orders_open_idx ON public.orders (status) WHERE ((status <> 'delivered'::public.order_state) AND (status <> 'cancelled'::public.order_state));

CREATE INDEX shipments_order_idx ON public.shipments (order_id, placed_at);

CREATE UNIQUE INDEX shipments_tracking_number_key ON public.shipments (carrier, tracking_number);

CREATE VIEW public.open_orders AS
 SELECT id,
    order_number,
    account_id,
    status AS state,
    total,
    placed_at,
    ( SELECT count(*) AS count
           FROM public.order_items i
          WHERE ((i.order_id = o.id) AND (i.placed_at = o.placed_at))) AS lines
   FROM public.orders o
  WHERE (status <> ALL (ARRAY['delivered'::public.order_state, 'cancelled'::public.order_state]));
COMMENT ON VIEW public.open_orders IS 'What the warehouse still has to do';

CREATE MATERIALIZED VIEW public.daily_revenue AS
 SELECT (date_trunc('day'::text, (placed_at AT TIME ZONE 'UTC'::text)))::date AS day,
    currency,
    count(*) AS orders,
    sum(total) AS revenue
   FROM public.orders
  WHERE (status <> 'cancelled'::public.order_state)
  GROUP BY ((date_trunc('day'::text, (placed_at AT TIME ZONE 'UTC'::text)))::date), currency
  WITH DATA;

CREATE UNIQUE INDEX daily_revenue_day_idx ON public.daily_revenue (day DESC, currency);

CREATE TRIGGER carts_set_updated_at BEFORE UPDATE ON public.carts FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

CREATE TRIGGER orders_set_updated_at BEFORE UPDATE ON public.orders FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
