-- schemawright: revision 0003
-- parents: 0002
-- message: refunds
-- created: 2026-03-01T10:00:00Z
-- checksum: 378e41f459e5d550ad543b906ba93b03cb11f6a597d2ba227fd2a5ba1a1c3d2a
-- proved: up, down, up on PostgreSQL 17.12

-- schemawright: up

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

CREATE INDEX refunds_payment_id_idx ON public.refunds (payment_id);

-- schemawright: down

DROP TABLE public.refunds;
