-- question: How much is an order worth on average in each customer segment, what came back deducted?
-- columns: segment, currency, revenue, orders, lines, units, return_orders, average_order_value
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
       , @ratio(SUM(per_order.revenue), SUM(per_order.sold)) AS average_order_value
FROM per_order
GROUP BY per_order.segment, per_order.currency
ORDER BY COALESCE(@ratio(SUM(per_order.revenue), SUM(per_order.sold)), 0) DESC,
         per_order.segment, per_order.currency;
