-- schemawright: revision 0002
-- parents: 0001
-- message: instruments
-- created: 2026-02-01T10:00:00Z
-- checksum: 96e41dd778bc3c87678c50b2315f512765ceff2d7e2c8f516398cfacb49c6d1a
-- proved: up, down, up on PostgreSQL 17.12

-- schemawright: up

CREATE TYPE public.instrument_kind AS ENUM ('credit card', 'debit card', 'wallet', 'bank transfer');

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

ALTER TABLE public.payments ADD COLUMN instrument_id uuid;

ALTER TABLE public.payments ADD CONSTRAINT payments_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES public.instruments (id) ON DELETE SET NULL;

CREATE UNIQUE INDEX instruments_one_default ON public.instruments (account_id) WHERE is_default;

-- schemawright: down

ALTER TABLE public.payments DROP CONSTRAINT payments_instrument_id_fkey;

DROP TABLE public.instruments;

ALTER TABLE public.payments DROP COLUMN instrument_id;

DROP TYPE public.instrument_kind;
