INSERT INTO templates (name, channel, subject, body) VALUES ('order shipped', 'email', 'Your order is on its way', 'Hello {{name}}, ...');
INSERT INTO notifications (account_id, template_id, channel, category, title, message)
SELECT gen_random_uuid(), t.id, 'email', 'order_update', 'Your order is on its way', 'It was shipped today.' FROM templates t, generate_series(1, 1500);
INSERT INTO deliveries (notification_id, state) SELECT id, 'sent' FROM notifications;
