-- The months of which a day is asked for.
WHERE calendar.last_day >= CAST(:since AS DATE)
  AND calendar.first_day <= CAST(:until AS DATE)
