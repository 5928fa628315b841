{{- /* Whether the entity stands at the side asked for: 1 as subject, 2 as object. */ -}}
{{- define "side" -}}
($p.side = 0 OR s.symmetric OR $p.side = 1 AND s.subject = page.id OR $p.side = 2 AND s.object = page.id)
{{- end -}}

{{- /* What knowledge.MakeLink needs to know of the statements of a link. */ -}}
{{- define "sum" -}}
MATCH (s:Statement) USING INDEX s:Statement(link, begin) WHERE s.link = link AND s.begin IS NOT NULL AND {{template "admitted" $}}
    {{- if .Plain}}
    WITH s, 0 AS level
    {{- else}}
    WITH s, CASE
      WHEN $p.q.begunBy IS NULL THEN 0
      WHEN s.certainFrom <= $p.q.asOfFirst AND coalesce(s.certainTo >= $p.q.asOfLast,
        any(i IN range(0, size(s.certainFirst) - 1) WHERE s.certainFirst[i] <= $p.q.asOfFirst AND s.certainLast[i] >= $p.q.asOfLast)) THEN 3
      WHEN $p.q.level = 'PRESUMED' THEN 2
      {{- if .Heard}}
      WHEN s.writtenFrom IS NOT NULL THEN CASE WHEN {{template "heard"}} THEN 2 ELSE 1 END
      {{- end}}
      WHEN s.presumedFrom <= $p.q.asOfLast AND coalesce(s.presumedTo >= $p.q.asOfFirst,
        any(i IN range(0, size(s.presumedFirst) - 1) WHERE s.presumedFirst[i] <= $p.q.asOfLast AND s.presumedLast[i] >= $p.q.asOfFirst)) THEN 2
      ELSE 1 END AS level
    {{- end}}
    RETURN min(s.source) AS source, min(s.relation) AS relation, min(s.target) AS target, count(*) AS n, max(level) AS level,
      sum(CASE WHEN s.affirms THEN 1 ELSE 0 END) AS affirming, max(CASE WHEN s.affirms THEN level END) AS affirmingLevel
{{- end -}}
