-- title: What was exported from caches or imported into them, when, by whom, with which result?
-- why: ISO/IEC 27001 A.5.14 and A.8.15; PCI DSS 10.2.1; HIPAA 164.312(b)
-- date: from = 1970-01-01: a date or date-time
-- date: to = now: a date or date-time
SELECT o.asked, o.kind, o.resource, o.region, o.sku, o.redis_version, o.places, o.actor, o.host, o.result, o.code,
       o.operation, o.service_started, o.service_ended, o.signed_with, o.permissions, o.signed_until,
       (SELECT group_concat(e.subject, ' ') FROM event e WHERE e.type = 'snapshot.registered' AND e.run = o.run) AS snapshots,
       o.run, o.detail
  FROM service_operations o
 WHERE julianday(o.asked) BETWEEN julianday(:from) AND julianday(:to) ORDER BY o.asked, o.uid;
