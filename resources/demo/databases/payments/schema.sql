CREATE TYPE public.instrument_kind AS ENUM ('credit card', 'debit card', 'wallet', 'bank transfer');

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

CREATE TABLE public.instruments (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    account_id uuid NOT NULL,
    kind public.instrument_kind NOT NULL,
    brand character varying(50),
    last_four character(4),
    expires_on date,
    is_default boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT instruments_last_four_digits CHECK (last_four ~ '^[0-9]{4}$'::text),
    CONSTRAINT instruments_pkey PRIMARY KEY (id)
);

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
    instrument_id uuid,
    CONSTRAINT payments_order_id_key UNIQUE (order_id),
    CONSTRAINT payments_pkey PRIMARY KEY (id)
);
COMMENT ON COLUMN public.payments.order_id IS 'orders.id of the orders database';

ALTER TABLE public.payments ADD CONSTRAINT payments_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES public.instruments (id) ON DELETE SET NULL;

CREATE TABLE public.refunds (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    payment_id uuid NOT NULL,
    amount public.money_amount NOT NULL,
    reason text,
    state public.payment_state DEFAULT 'pending'::public.payment_state NOT NULL,
    processed_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT refunds_pkey PRIMARY KEY (id)
);

ALTER TABLE public.refunds ADD CONSTRAINT refunds_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments (id);

CREATE UNIQUE INDEX instruments_one_default ON public.instruments (account_id) WHERE is_default;

CREATE INDEX payments_account_id_idx ON public.payments (account_id, created_at DESC);

CREATE INDEX payments_unsettled_idx ON public.payments (created_at) WHERE (state = ANY (ARRAY['pending'::public.payment_state, 'processing'::public.payment_state]));

CREATE INDEX refunds_payment_id_idx ON public.refunds (payment_id);

CREATE TRIGGER payments_set_updated_at BEFORE UPDATE ON public.payments FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
