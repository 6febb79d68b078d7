-- question: How much was sold of each product category, as the product was categorised at the time of the sale?
-- columns: category, currency, revenue, orders, lines, units, return_orders, revenue_percent
-- parameters: source, since, until
-- headline
WITH per_order AS (
  SELECT COALESCE(p.category, 'Unknown') AS category,
-- include: order_sums
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
  GROUP BY COALESCE(p.category, 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.category AS category,
       per_order.currency AS currency,
-- include: group_sums
-- include: revenue_share
FROM per_order
GROUP BY per_order.category, per_order.currency
ORDER BY SUM(per_order.revenue) DESC, per_order.category, per_order.currency;
