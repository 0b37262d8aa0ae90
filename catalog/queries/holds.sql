-- title: What is or was on legal hold, for which reason, placed and released by whom?
-- why: GDPR Art. 17(3)(e); FRCP 37(e)
SELECT * FROM holds ORDER BY released IS NOT NULL, placed DESC, uid;
