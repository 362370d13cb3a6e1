INSERT INTO instruments (account_id, kind, brand, last_four, is_default)
SELECT gen_random_uuid(), 'credit card', 'Example', lpad((n % 10000)::text, 4, '0'), true FROM generate_series(1, 500) AS n;
INSERT INTO payments (order_id, account_id, amount, state, instrument_id)
SELECT gen_random_uuid(), account_id, 49.90, 'completed', id FROM instruments;
INSERT INTO refunds (payment_id, amount, state) SELECT id, 10, 'completed' FROM payments LIMIT 50;
