{{- /* Whether the entity is on the requested side: 1 as subject, 2 as object. */ -}}
{{- define "side" -}}
($p.side = 0 OR s.symmetric OR $p.side = 1 AND s.subject = page.id OR $p.side = 2 AND s.object = page.id)
{{- end -}}

{{- /* The level at which an admitted statement counts, from the least sure on: 1 to 3. 0: the scope has no days. */ -}}
{{- define "level"}}
{{- if not ($.HasCondition "asOfLast")}}0
{{- else if $.IsLevel "CERTAIN"}}3
{{- else}}CASE
      WHEN {{template "counts on" ($.DaysOf "CERTAIN")}} THEN 3
      {{- if $.IsLevel "PRESUMED"}}
      ELSE 2 END
      {{- else}}
      {{- if $.LeavesOutSources}}
      WHEN s.writtenFrom IS NOT NULL THEN CASE WHEN {{template "presumed by sources in scope" $}} THEN 2 ELSE 1 END
      {{- end}}
      WHEN {{template "counts on" ($.DaysOf "PRESUMED")}} THEN 2
      ELSE 1 END
      {{- end}}
{{- end}}
{{- end -}}

{{- /* What knowledge.MakeLink needs of the statements of a link. */ -}}
{{- define "sum" -}}
MATCH (s:Statement) USING INDEX s:Statement(link, begin) WHERE s.link = link AND s.begin IS NOT NULL AND {{template "admitted" $}}
    WITH s, {{template "level" $}} AS level
    RETURN min(s.source) AS source, min(s.relation) AS relation, min(s.target) AS target, count(*) AS n, max(level) AS level,
      sum(CASE WHEN s.affirms THEN 1 ELSE 0 END) AS affirming, max(CASE WHEN s.affirms THEN level END) AS affirmingLevel
{{- end -}}
