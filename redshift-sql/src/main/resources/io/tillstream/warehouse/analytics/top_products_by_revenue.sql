-- question: Which products bring the most revenue in each currency, under the names that they have today?
-- columns: source, product_id, product_name, currency, revenue, orders, lines, units, return_orders
-- parameters: source, since, until, top
-- headline
-- include: products_sold
ranked AS (
  SELECT source, product_id, currency, revenue, orders, lines, units, return_orders,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY revenue DESC, product_id, source) AS place
  FROM per_product
)
-- include: top_products
ORDER BY ranked.revenue DESC, ranked.product_id, ranked.source, ranked.currency;
