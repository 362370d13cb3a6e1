-- schemawright: revision 0001
-- parents: 
-- message: payments
-- created: 2026-01-01T10:00:00Z
-- checksum: dbf5a465142fed09bc75f81a1ae5b5cffe8cb3c1f9113bd98494f09dffecd15e
-- proved: up, down, up on PostgreSQL 17.12

-- schemawright: up

CREATE TYPE public.payment_state AS ENUM ('pending', 'processing', 'completed', 'failed', 'refunded');

CREATE DOMAIN public.money_amount AS numeric(10,2) CONSTRAINT money_amount_check CHECK ((VALUE >= (0)::numeric));

CREATE FUNCTION public.set_updated_at()
    RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

CREATE TABLE public.payments (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    order_id uuid NOT NULL,
    account_id uuid NOT NULL,
    amount public.money_amount NOT NULL,
    currency character(3) DEFAULT 'EUR'::bpchar NOT NULL,
    state public.payment_state DEFAULT 'pending'::public.payment_state NOT NULL,
    transaction_id character varying(255),
    gateway_response jsonb,
    processed_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT payments_order_id_key UNIQUE (order_id),
    CONSTRAINT payments_pkey PRIMARY KEY (id)
);

COMMENT ON COLUMN public.payments.order_id IS 'orders.id of the orders database';

CREATE INDEX payments_account_id_idx ON public.payments (account_id, created_at DESC);

CREATE INDEX payments_unsettled_idx ON public.payments (created_at) WHERE (state = ANY (ARRAY['pending'::public.payment_state, 'processing'::public.payment_state]));

CREATE TRIGGER payments_set_updated_at BEFORE UPDATE ON public.payments FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

-- schemawright: down

DROP TABLE public.payments;

DROP FUNCTION public.set_updated_at();

DROP DOMAIN public.money_amount;

DROP TYPE public.payment_state;
