INSERT INTO carts (account_id) SELECT gen_random_uuid() FROM generate_series(1, 300);
INSERT INTO cart_items (cart_id, product_id, quantity) SELECT id, gen_random_uuid(), 2 FROM carts;
INSERT INTO orders (placed_at, account_id, state, subtotal, shipping_cost, tax, shipping_address, billing_address)
SELECT timestamptz '2025-07-01 00:00:00+00' + n * interval '3 hours', gen_random_uuid(),
       (enum_range(NULL::order_state))[1 + n % 6], 10 + n % 190, 4.95, 2.10, '{"city": "Utrecht"}', '{"city": "Utrecht"}'
FROM generate_series(1, 3000) AS n;
INSERT INTO order_items (order_id, placed_at, line, product_id, product_name, sku, quantity, unit_price)
SELECT id, placed_at, line, gen_random_uuid(), 'Article ' || line, 'sku-' || line, 1 + line % 3, 9.95 FROM orders, generate_series(1, 3) AS line;
INSERT INTO order_state_changes (order_id, placed_at, state) SELECT id, placed_at, state FROM orders;
INSERT INTO shipments (order_id, placed_at, carrier, tracking_number)
SELECT id, placed_at, 'Parcel Post', 'PP' || order_number FROM orders WHERE state IN ('shipped', 'delivered');
REFRESH MATERIALIZED VIEW daily_revenue;
