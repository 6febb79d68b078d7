-- Products by their ids: revenue, orders, units and return orders of each. Sales that name no product are one, 'Unknown', of
-- their till system.
WITH per_order AS (
  SELECT COALESCE(NULLIF(p.product_id, ''), 'Unknown') AS product_id,
-- include: order_sums
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
  GROUP BY f.source, COALESCE(NULLIF(p.product_id, ''), 'Unknown'), f.currency, f.order_id
),
per_product AS (
  SELECT per_order.source AS source,
         per_order.product_id AS product_id,
         per_order.currency AS currency,
-- include: group_sums
  FROM per_order
  GROUP BY per_order.source, per_order.product_id, per_order.currency
),
