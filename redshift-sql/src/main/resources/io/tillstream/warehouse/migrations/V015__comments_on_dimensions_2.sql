-- What BI tools, catalogues and SQL generators show beside a table and its columns. A migration that makes a view anew gives its
-- comments anew; CommentsTest compares them with comments.txt.
COMMENT ON COLUMN sales.dim_product.valid_from IS 'first instant at which this version holds, UTC';

COMMENT ON COLUMN sales.dim_product.valid_to IS 'instant from which another version holds, UTC; null for the current one';

COMMENT ON COLUMN sales.dim_product.is_current IS 'whether this version holds today';

COMMENT ON COLUMN sales.dim_product.batch_no IS 'batch of Silver that this row comes from';

COMMENT ON TABLE sales.dim_customer IS 'Customers: one row for each version; holds personal data';

COMMENT ON COLUMN sales.dim_customer.customer_key IS 'version of the customer at the time of the sale; 0 where the sale names none';

COMMENT ON COLUMN sales.dim_customer.source IS 'till system; ids are unique within it only';

COMMENT ON COLUMN sales.dim_customer.customer_id IS 'personal: id of the customer in its till system';

COMMENT ON COLUMN sales.dim_customer.customer_name IS 'personal: name of the customer at that time';

COMMENT ON COLUMN sales.dim_customer.customer_segment IS 'segment of the customer at that time';

COMMENT ON COLUMN sales.dim_customer.valid_from IS 'first instant at which this version holds, UTC';

COMMENT ON COLUMN sales.dim_customer.valid_to IS 'instant from which another version holds, UTC; null for the current one';

COMMENT ON COLUMN sales.dim_customer.is_current IS 'whether this version holds today';

COMMENT ON COLUMN sales.dim_customer.batch_no IS 'batch of Silver that this row comes from';

COMMENT ON TABLE sales.dim_location IS 'Places of sales';

COMMENT ON COLUMN sales.dim_location.location_key IS 'place of the sale; 0 where the sale names none';

COMMENT ON COLUMN sales.dim_location.country IS 'country of the sale';

COMMENT ON COLUMN sales.dim_location.region IS 'region of the sale';

COMMENT ON COLUMN sales.dim_location.state IS 'state or province of the sale';

COMMENT ON COLUMN sales.dim_location.city IS 'city of the sale';

COMMENT ON COLUMN sales.dim_location.postal_code IS 'postal code of the sale';

COMMENT ON COLUMN sales.dim_location.batch_no IS 'batch of Silver that this row comes from';

COMMENT ON TABLE sales.dim_store IS 'Stores of each till system';

COMMENT ON COLUMN sales.dim_store.store_key IS 'store of the sale; 0 where the sale names none';

COMMENT ON COLUMN sales.dim_store.source IS 'till system; ids are unique within it only';

COMMENT ON COLUMN sales.dim_store.store_id IS 'id of the store in its till system';

COMMENT ON COLUMN sales.dim_store.batch_no IS 'batch of Silver that this row comes from';
