-- What BI tools, catalogues and SQL generators show beside a table and its columns. A migration that makes a view anew gives its
-- comments anew; CommentsTest compares them with comments.txt.
COMMENT ON COLUMN sales.fact_sales.unit_price IS 'price of one unit before the discount';

COMMENT ON COLUMN sales.fact_sales.discount IS 'share of the price, 0 to 1; null where the source states none';

COMMENT ON COLUMN sales.fact_sales.revenue IS 'what was sold less what came back, discounts deducted, in the currency of the row; never add two currencies';

COMMENT ON COLUMN sales.fact_sales.tax IS 'tax as the source states it';

COMMENT ON COLUMN sales.fact_sales.profit IS 'profit as the source states it; null where it states none';

COMMENT ON COLUMN sales.fact_sales.currency IS 'ISO 4217 code of the currency of all amounts of the row';

COMMENT ON COLUMN sales.fact_sales.ship_date IS 'day of dispatch as the source states it; it may be impossible';

COMMENT ON COLUMN sales.fact_sales.batch_no IS 'batch of Silver that this row comes from';

COMMENT ON TABLE sales.daily_sales IS 'Sums of each day, category, region, channel and currency; orders cannot be added';

COMMENT ON COLUMN sales.daily_sales.date_key IS 'day as a number, YYYYMMDD, in the business time zone; the sort key of facts: select days by it';

COMMENT ON COLUMN sales.daily_sales.category IS 'category of the product at that time';

COMMENT ON COLUMN sales.daily_sales.region IS 'region of the sale';

COMMENT ON COLUMN sales.daily_sales.channel IS 'channel of the sale';

COMMENT ON COLUMN sales.daily_sales.currency IS 'ISO 4217 code of the currency of all amounts of the row';

COMMENT ON COLUMN sales.daily_sales.revenue IS 'what was sold less what came back, discounts deducted, in the currency of the row; never add two currencies';

COMMENT ON COLUMN sales.daily_sales.units IS 'quantity, what came back deducted';

COMMENT ON COLUMN sales.daily_sales.lines IS 'lines sold and lines returned';

COMMENT ON COLUMN sales.daily_sales.orders IS 'distinct orders of this row''s lines: right for the row alone, never add them';

COMMENT ON COLUMN sales.daily_sales.returns IS 'RETURN lines';

COMMENT ON COLUMN sales.daily_sales.batch_no IS 'batch of Silver that this row comes from';
