-- title: Which runs failed or never ended, whose were they?
-- why: SOC 2 CC7.3
-- date: since = 1970-01-01: a date or date-time
SELECT uid, job, started, ended, outcome, error, actor, host, pid FROM runs
 WHERE outcome <> 'complete' AND started >= strftime('%Y-%m-%dT%H:%M:%SZ', :since) ORDER BY started DESC, uid;
