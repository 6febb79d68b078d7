-- question: How much was sold to each customer segment, as the customer was at the time of the sale?
-- columns: segment, currency, revenue, orders, lines, units, return_orders, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT COALESCE(c.customer_segment, 'Unknown') AS segment,
-- include: order_sums
  LEFT JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
-- include: asked_for
  GROUP BY COALESCE(c.customer_segment, 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.segment AS segment,
       per_order.currency AS currency,
-- include: group_sums
-- include: revenue_share
FROM per_order
GROUP BY per_order.segment, per_order.currency
ORDER BY SUM(per_order.revenue) DESC, per_order.segment, per_order.currency;
