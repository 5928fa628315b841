{{- /* Whether the entity stands at the side asked for: 1 as subject, 2 as object. */ -}}
{{- define "side" -}}
($p.side = 0 OR s.symmetric OR $p.side = 1 AND s.subject = page.id OR $p.side = 2 AND s.object = page.id)
{{- end -}}

{{- /* What knowledge.MakeLink needs to know of the statements of a link. */ -}}
{{- define "sum" -}}
MATCH (s:Statement) USING INDEX s:Statement(link, begin) WHERE s.link = link AND s.begin IS NOT NULL AND {{template "admitted" $}}
    WITH s, $p.q.asOfLast IS NOT NULL AND s.latestBegin <= $p.q.asOfFirst AND s.earliestEnd >= $p.q.asOfLast AND NOT s.uncertain AS sure
    RETURN min(s.source) AS source, min(s.relation) AS relation, min(s.target) AS target, count(*) AS n,
      sum(CASE WHEN sure THEN 1 ELSE 0 END) AS certain, sum(CASE WHEN s.affirms THEN 1 ELSE 0 END) AS affirming,
      sum(CASE WHEN sure AND s.affirms THEN 1 ELSE 0 END) AS affirmingCertain
{{- end -}}
