-- web.database-answers
SELECT 1 AS one;
