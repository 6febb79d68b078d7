-- What BI tools, catalogues and SQL generators show beside a table and its columns. A migration that makes a view anew gives its
-- comments anew; CommentsTest compares them with comments.txt.
COMMENT ON COLUMN sales.wide_sales.product_name IS 'name of the product at that time';

COMMENT ON COLUMN sales.wide_sales.category IS 'category of the product at that time';

COMMENT ON COLUMN sales.wide_sales.sub_category IS 'sub-category of the product at that time';

COMMENT ON COLUMN sales.wide_sales.customer_key IS 'personal: one customer of one till system, whatever names it had; null where the sale names none: count these';

COMMENT ON COLUMN sales.wide_sales.customer_id IS 'personal: id of the customer in its till system';

COMMENT ON COLUMN sales.wide_sales.customer_name IS 'personal: name of the customer at that time';

COMMENT ON COLUMN sales.wide_sales.customer_segment IS 'segment of the customer at that time';

COMMENT ON COLUMN sales.wide_sales.country IS 'country of the sale';

COMMENT ON COLUMN sales.wide_sales.region IS 'region of the sale';

COMMENT ON COLUMN sales.wide_sales.state IS 'state or province of the sale';

COMMENT ON COLUMN sales.wide_sales.city IS 'city of the sale';

COMMENT ON COLUMN sales.wide_sales.postal_code IS 'postal code of the sale';

COMMENT ON COLUMN sales.wide_sales.store_id IS 'id of the store in its till system';

COMMENT ON COLUMN sales.wide_sales.channel IS 'channel of the sale';

COMMENT ON COLUMN sales.wide_sales.payment_method IS 'method of payment';

COMMENT ON COLUMN sales.wide_sales.quantity IS 'pieces or weight; negative for a RETURN';

COMMENT ON COLUMN sales.wide_sales.unit_price IS 'price of one unit before the discount';

COMMENT ON COLUMN sales.wide_sales.discount IS 'share of the price, 0 to 1; null where the source states none';

COMMENT ON COLUMN sales.wide_sales.revenue IS 'what was sold less what came back, discounts deducted, in the currency of the row; never add two currencies';

COMMENT ON COLUMN sales.wide_sales.tax IS 'tax as the source states it';

COMMENT ON COLUMN sales.wide_sales.profit IS 'profit as the source states it; null where it states none';

COMMENT ON COLUMN sales.wide_sales.currency IS 'ISO 4217 code of the currency of all amounts of the row';

COMMENT ON COLUMN sales.wide_sales.ship_date IS 'day of dispatch as the source states it; it may be impossible';

COMMENT ON VIEW sales.current_products IS 'Products as they are today';

COMMENT ON VIEW sales.current_customers IS 'Customers as they are today; holds personal data';
