{{- /* The entities of an anchor that match the filter e, in the key range of the page. */ -}}
{{- define "entities" -}}
{{- if eq .From "all"}}MATCH (x:EntityState) USING INDEX x:EntityState({{if eq .Key "name"}}nameKey{{else}}id, addedIn{{end}}) WHERE {{end}}
{{- if eq .From "only"}}UNWIND $p.only AS id
  MATCH (x:EntityState) USING INDEX x:EntityState(id, addedIn) WHERE x.id = id AND {{end}}
{{- if eq .From "dataset"}}MATCH (p:EntityPart) USING INDEX p:EntityPart(dataset, id) WHERE p.dataset = page.id {{if eq .Key "id"}}AND p.id >= page.lo AND p.id < page.hi {{else}}AND p.id IS NOT NULL {{end -}}
    AND coalesce(p.addedIn, 0) <= $p.revision AND coalesce(p.removedIn, $p.revision + 1) > $p.revision
  MATCH (x:EntityState) USING INDEX x:EntityState(id, addedIn) WHERE x.id = p.id AND {{end}}
{{- if eq .From "entity"}}CALL (page) {
    MATCH (s:Statement) USING INDEX s:Statement(subject, begin, addedIn, until) WHERE s.subject = page.id AND s.begin IS NOT NULL AND {{template "stamped"}} AND s.affirms AND {{template "admitted" $}}
    RETURN s.object AS id
    UNION
    MATCH (s:Statement) USING INDEX s:Statement(object, begin, addedIn, until) WHERE s.object = page.id AND s.begin IS NOT NULL AND {{template "stamped"}} AND s.affirms AND {{template "admitted" $}}
    RETURN s.subject AS id
  }
  MATCH (x:EntityState) USING INDEX x:EntityState(id, addedIn) WHERE x.id = id AND {{end -}}
  {{template "counts"}}
    {{- if eq .Key "id"}}
    AND x.id >= page.lo AND x.id < page.hi
    {{- else}}
    AND x.id >= $p.e.idsFrom AND x.id < $p.e.idsTo
    {{- end}}
    {{- if eq .Key "name"}}
    AND x.nameKey >= page.loHead AND x.nameKey <= page.hiHead
    AND coalesce(x.nameKeyWhole, x.nameKey) >= page.lo AND coalesce(x.nameKeyWhole, x.nameKey) < page.hi
    {{- end}}
    {{- if $.HasCondition "only"}} AND x.id IN $p.only{{end}}
    {{- if $.HasCondition "e.kinds"}} AND x.kind IN $p.e.kinds{{end}}
    {{- if $.HasCondition "e.regions"}} AND x.region IN $p.e.regions{{end}}
    {{- if $.HasCondition "e.except"}} AND NOT x.id IN $p.e.except{{end}}
    {{- if $.HasCondition "e.existedLast"}} AND (any(i IN range(0, coalesce(size(x.lifeFirst), 0) - 1) WHERE x.lifeFirst[i] <= $p.e.existedLast AND x.lifeLast[i] >= $p.e.existedFirst)){{end}}
    {{- if $.HasCondition "e.contains"}} AND any(name IN x.folded WHERE name CONTAINS $p.e.contains){{end}}
    {{- if $.HasCondition "e.last"}}
    AND (EXISTS {
      MATCH (s:Statement) USING INDEX s:Statement(subject, begin, addedIn, until) WHERE s.subject = x.id AND s.begin IS NOT NULL AND {{template "stamped"}} AND {{template "datedWithin" $}}
    } OR EXISTS {
      MATCH (s:Statement) USING INDEX s:Statement(object, begin, addedIn, until) WHERE s.object = x.id AND s.begin IS NOT NULL AND {{template "stamped"}} AND {{template "datedWithin" $}}
    })
    {{- end}}
{{- end -}}

{{- define "datedWithin" -}}
s.affirms AND (s.beginKnown OR s.endKnown) AND s.earliestBegin <= $p.e.last AND s.latestEnd >= $p.e.first
      AND {{template "admitted" $}}
{{- end -}}

{{- /* When an entity began: the date of the least begin. */ -}}
{{- define "dated" -}}
CALL (x) {
    MATCH (s:Statement) USING INDEX s:Statement(subject, begin, addedIn, until) WHERE s.subject = x.id AND s.begin IS NOT NULL AND {{template "stamped"}} AND s.affirms AND s.beginKnown AND {{template "admitted" $}}
    RETURN min(s.begin) AS begin
    UNION ALL
    MATCH (s:Statement) USING INDEX s:Statement(object, begin, addedIn, until) WHERE s.object = x.id AND s.begin IS NOT NULL AND {{template "stamped"}} AND s.affirms AND s.beginKnown AND {{template "admitted" $}}
    RETURN min(s.begin) AS begin
  }
  WITH page, x, left(min(begin), $p.dateLength) AS began
  WITH page, x, began, coalesce(began, '~') + x.id AS key WHERE key >= page.lo AND key < page.hi
{{- end -}}

{{- /* An entity's key in the order. */ -}}
{{- define "entityKey"}}
{{- if eq .Key "id"}}x.id{{end}}
{{- if eq .Key "name"}}coalesce(x.nameKeyWhole, x.nameKey){{end}}
{{- if eq .Key "date"}}key{{end}}
{{- end -}}

{{- define "entityOrder"}}
{{- if eq .Key "id"}}{{if eq .From "dataset"}}p.dataset{{.Way}}, p.id{{.Way}}{{else}}x.id{{.Way}}{{end}}{{end}}
{{- if eq .Key "name"}}x.nameKey{{.Way}}, coalesce(x.nameKeyWhole, x.nameKey){{.Way}}{{end}}
{{- if eq .Key "date"}}key{{.Way}}{{end}}
{{- end -}}
