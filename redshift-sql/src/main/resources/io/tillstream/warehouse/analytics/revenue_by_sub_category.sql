-- question: How much was sold of each sub-category of each category?
-- columns: category, sub_category, currency, revenue, orders, lines, units, return_orders, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT COALESCE(p.category, 'Unknown') AS category,
         COALESCE(p.sub_category, 'Unknown') AS sub_category,
-- include: order_sums
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
  GROUP BY COALESCE(p.category, 'Unknown'), COALESCE(p.sub_category, 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.category AS category,
       per_order.sub_category AS sub_category,
       per_order.currency AS currency,
-- include: group_sums
-- include: revenue_share
FROM per_order
GROUP BY per_order.category, per_order.sub_category, per_order.currency
ORDER BY SUM(per_order.revenue) DESC, per_order.category, per_order.sub_category, per_order.currency;
