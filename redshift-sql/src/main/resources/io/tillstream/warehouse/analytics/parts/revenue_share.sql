-- The group's share of its currency's revenue.
       , @percent(SUM(per_order.revenue), SUM(SUM(per_order.revenue)) OVER (PARTITION BY per_order.currency)) AS revenue_percent
