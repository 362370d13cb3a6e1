-- schemawright: revision 0003
-- parents: 0002
-- message: shipments, open orders and daily revenue
-- created: 2026-03-01T10:00:00Z
-- checksum: 4ee8ffa458bcd12415c3421b10cae0d3948026149a528abf886c4c23bd1873f8
-- proved: up, down, up on PostgreSQL 17.12

-- schemawright: up

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

ALTER TABLE public.shipments ADD CONSTRAINT shipments_order_id_placed_at_fkey FOREIGN KEY (order_id, placed_at) REFERENCES public.orders (id, placed_at) ON DELETE CASCADE;

CREATE INDEX shipments_order_idx ON public.shipments (order_id, placed_at);

CREATE UNIQUE INDEX shipments_tracking_number_key ON public.shipments (carrier, tracking_number);

CREATE VIEW public.open_orders AS
 SELECT id,
    order_number,
    account_id,
    state,
    total,
    placed_at,
    ( SELECT count(*) AS count
           FROM public.order_items i
          WHERE ((i.order_id = o.id) AND (i.placed_at = o.placed_at))) AS lines
   FROM public.orders o
  WHERE (state <> ALL (ARRAY['delivered'::public.order_state, 'cancelled'::public.order_state]));

COMMENT ON VIEW public.open_orders IS 'What the warehouse still has to do';

CREATE MATERIALIZED VIEW public.daily_revenue AS
 SELECT (date_trunc('day'::text, (placed_at AT TIME ZONE 'UTC'::text)))::date AS day,
    currency,
    count(*) AS orders,
    sum(total) AS revenue
   FROM public.orders
  WHERE (state <> 'cancelled'::public.order_state)
  GROUP BY ((date_trunc('day'::text, (placed_at AT TIME ZONE 'UTC'::text)))::date), currency
  WITH DATA;

CREATE UNIQUE INDEX daily_revenue_day_idx ON public.daily_revenue (day DESC, currency);

-- schemawright: down

DROP MATERIALIZED VIEW public.daily_revenue;

DROP VIEW public.open_orders;

DROP TABLE public.shipments;
