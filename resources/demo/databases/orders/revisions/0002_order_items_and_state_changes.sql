-- schemawright: revision 0002
-- parents: 0001
-- message: order items and state changes
-- created: 2026-02-01T10:00:00Z
-- checksum: b7f74d80ec319e5aa978c82c96c7bc3bd7479fd3463ffcbf8201a537a96969aa
-- proved: up, down, up on PostgreSQL 17.12

-- schemawright: up

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
    CONSTRAINT order_items_quantity_range CHECK ((quantity >= 1) AND (quantity <= 99))
);

ALTER TABLE public.order_items ADD CONSTRAINT order_items_order_id_placed_at_fkey FOREIGN KEY (order_id, placed_at) REFERENCES public.orders (id, placed_at) ON DELETE CASCADE;

CREATE TABLE public.order_state_changes (
    id bigint GENERATED ALWAYS AS IDENTITY,
    order_id uuid NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    state public.order_state NOT NULL,
    note text,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT order_state_changes_pkey PRIMARY KEY (id)
);

ALTER TABLE public.order_state_changes ADD CONSTRAINT order_state_changes_order_id_placed_at_fkey FOREIGN KEY (order_id, placed_at) REFERENCES public.orders (id, placed_at) ON DELETE CASCADE;

CREATE INDEX order_items_product_id_idx ON public.order_items (product_id);

CREATE INDEX order_state_changes_order_idx ON public.order_state_changes (order_id, changed_at DESC);

-- schemawright: down

DROP TABLE public.order_items;

DROP TABLE public.order_state_changes;
