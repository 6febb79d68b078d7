-- question: How much was sold under each product name, whatever the size, the price or the till system?
-- columns: product_name, currency, revenue, orders, lines, units, return_orders, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT COALESCE(p.product_name, 'Unknown') AS product_name,
-- include: order_sums
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
  GROUP BY COALESCE(p.product_name, 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.product_name AS product_name,
       per_order.currency AS currency,
-- include: group_sums
-- include: revenue_share
FROM per_order
GROUP BY per_order.product_name, per_order.currency
ORDER BY SUM(per_order.revenue) DESC, per_order.product_name, per_order.currency;
