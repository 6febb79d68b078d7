-- Key 0 of each dimension: what a sale has that names no customer, store, place or product. The natural key is empty, and no
-- load can replace it, because Silver accepts no empty id.
INSERT INTO sales.dim_product (
  product_key, source, product_id, product_name, category, sub_category, valid_from, valid_to, is_current, batch_no
)
VALUES (0, '', '', 'Unknown', 'Unknown', 'Unknown', '1900-01-01 00:00:00', NULL, TRUE, 0);

INSERT INTO sales.dim_customer (
  customer_key, source, customer_id, customer_name, customer_segment, valid_from, valid_to, is_current, batch_no
)
VALUES (0, '', '', 'Unknown', 'Unknown', '1900-01-01 00:00:00', NULL, TRUE, 0);

INSERT INTO sales.dim_location (location_key, country, region, state, city, postal_code, batch_no)
VALUES (0, 'Unknown', 'Unknown', 'Unknown', 'Unknown', 'Unknown', 0);

INSERT INTO sales.dim_store (store_key, source, store_id, batch_no)
VALUES (0, '', '', 0);
