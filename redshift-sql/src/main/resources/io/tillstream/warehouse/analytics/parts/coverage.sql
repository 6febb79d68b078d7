-- Whether a month and the one that it is compared with are covered to their ends.
       CASE WHEN calendar.last_day > covered.last_day THEN 'running'
            WHEN calendar.first_day < covered.first_day THEN 'starts late'
            WHEN base.first_day < covered.first_day AND base.last_day >= covered.first_day THEN 'base starts late'
            ELSE 'whole' END AS coverage
