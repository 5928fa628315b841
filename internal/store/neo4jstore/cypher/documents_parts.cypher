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
    {{- if $.HasCondition "publishedFirst"}} AND x.publishedFirst <= $p.q.publishedFirst{{end}}
    {{- if $.HasCondition "publishedLast"}} AND x.publishedLast <= $p.q.publishedLast{{end}}
    {{- if $.HasCondition "afterFirst"}} AND x.publishedFirst > $p.q.afterFirst{{end}}
    {{- if $.HasCondition "afterLast"}} AND x.publishedLast > $p.q.afterLast{{end}}
    {{- if $.HasCondition "minReliability"}} AND x.reliability <= $p.q.minReliability{{end}}
    {{- if $.HasCondition "datasets"}} AND x.dataset IN $p.q.datasets{{end}}
    {{- if $.HasCondition "d.dataset"}} AND x.dataset = $p.d.dataset{{end}}
    {{- if $.HasCondition "d.last"}} AND (x.publishedFirst <= $p.d.last AND x.publishedLast >= $p.d.first){{end}}
    {{- if $.HasCondition "d.contains"}} AND x.folded CONTAINS $p.d.contains{{end}}
{{- end -}}

{{- define "documentKey"}}{{if eq . "title"}}x.titleKey{{else}}x.published{{end}}{{end -}}

{{- define "documentWithin"}}{{template "documentKey" .}} >= page.lo AND {{template "documentKey" .}} < page.hi{{end -}}
