-- question: Which products bring the most revenue in each currency, under the name that each had when it was sold?
-- columns: source, product_id, product_name, currency, revenue, orders, lines, units
-- parameters: source, since, until, top
-- headline
-- include: products_sold
ranked AS (
  SELECT source, product_id, product_name, currency, revenue, orders, lines, units,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY revenue DESC, product_id, product_name, source) AS place
  FROM per_product
)
SELECT ranked.source AS source,
       ranked.product_id AS product_id,
       ranked.product_name AS product_name,
       ranked.currency AS currency,
       ranked.revenue AS revenue,
       ranked.orders AS orders,
       CAST(ranked.lines AS BIGINT) AS lines,
       ranked.units AS units
FROM ranked
WHERE ranked.place <= CAST(:top AS INTEGER)
ORDER BY ranked.revenue DESC, ranked.product_id, ranked.product_name, ranked.source, ranked.currency;
