{{- define "documents" -}}
{{- if eq .From "all"}}MATCH (x:Document) USING INDEX x:Document(published) WHERE x.published IS NOT NULL AND {{end}}
{{- if eq .From "dataset"}}MATCH (x:Document) USING INDEX x:Document(dataset, id) WHERE x.dataset = page.id AND x.id IS NOT NULL AND {{end}}
{{- if eq .From "entity"}}CALL (page) {
    MATCH (s:Statement) USING INDEX s:Statement(subject, begin, addedIn, until) WHERE s.subject = page.id AND s.begin IS NOT NULL AND {{template "stamped"}} AND {{template "admitted" $}}
    RETURN s.document AS id
    UNION
    MATCH (s:Statement) USING INDEX s:Statement(object, begin, addedIn, until) WHERE s.object = page.id AND s.begin IS NOT NULL AND {{template "stamped"}} AND {{template "admitted" $}}
    RETURN s.document AS id
  }
  MATCH (x:Document) USING INDEX x:Document(id, addedIn) WHERE x.id = id AND {{end -}}
  {{template "counts"}}
    AND CASE WHEN $p.q.publishedFirst IS NULL THEN true ELSE x.publishedFirst <= $p.q.publishedFirst END
    AND CASE WHEN $p.q.publishedLast IS NULL THEN true ELSE x.publishedLast <= $p.q.publishedLast END
    AND CASE WHEN $p.q.afterFirst IS NULL THEN true ELSE x.publishedFirst > $p.q.afterFirst END
    AND CASE WHEN $p.q.afterLast IS NULL THEN true ELSE x.publishedLast > $p.q.afterLast END
    AND CASE WHEN $p.q.minReliability IS NULL THEN true ELSE x.reliability <= $p.q.minReliability END
    AND CASE WHEN $p.q.datasets IS NULL THEN true ELSE x.dataset IN $p.q.datasets END
    AND CASE WHEN $p.d.dataset IS NULL THEN true ELSE x.dataset = $p.d.dataset END
    AND CASE WHEN $p.d.last IS NULL THEN true ELSE x.publishedFirst <= $p.d.last AND x.publishedLast >= $p.d.first END
    AND CASE WHEN $p.d.contains IS NULL THEN true ELSE x.folded CONTAINS $p.d.contains END
{{- end -}}

{{- define "documentKey"}}{{if eq . "title"}}x.titleKey{{else}}x.published{{end}}{{end -}}

{{- define "documentWithin"}}{{template "documentKey" .}} >= page.lo AND {{template "documentKey" .}} < page.hi{{end -}}
