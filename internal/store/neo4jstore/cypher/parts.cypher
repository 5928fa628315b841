{{- /*
What several queries share. A plain form of a query is for a scope and a filter that let all pass.

A row counts in the revisions from addedIn on and before removedIn, which rows that are still there do not have. Conditions that
may be asked for or not stand in a CASE, which the planner takes as one condition, and behind a WITH, where it does not weigh
them against the index: it would take ten times as long. Which index is
walked is said and never left to statistics, which know nothing of a database that was empty a moment ago.
*/ -}}

{{- define "counts" -}}
x.addedIn <= $revision AND coalesce(x.removedIn, $revision + 1) > $revision
{{- end -}}

{{- /* Which statements a scope admits: knowledge.Scope.Admits. */ -}}
{{- define "admitted" -}}
coalesce(s.addedIn, 0) <= $revision AND coalesce(s.removedIn, $revision + 1) > $revision
{{- if not .Plain}}
      AND CASE WHEN $q.asOfLast IS NULL THEN true ELSE s.earliestBegin <= $q.asOfLast AND s.latestEnd >= $q.asOfFirst END
      AND CASE WHEN $q.certain IS NULL THEN true
        ELSE s.latestBegin <= $q.asOfFirst AND s.earliestEnd >= $q.asOfLast AND NOT s.uncertain END
      AND CASE WHEN $q.publishedFirst IS NULL THEN true ELSE s.publishedFirst <= $q.publishedFirst END
      AND CASE WHEN $q.publishedLast IS NULL THEN true ELSE s.publishedLast <= $q.publishedLast END
      AND CASE WHEN $q.minReliability IS NULL THEN true ELSE s.reliability <= $q.minReliability END
      AND CASE WHEN $q.datasets IS NULL THEN true ELSE s.dataset IN $q.datasets END
{{- end}}
{{- end -}}

{{- /*
Which statements are asked for: those that also fit a filter, knowledge.Matcher.Match. page.anchor is the entity that is asked
from; page.dataset, page.document and page.relation are what the list that is asked for is of, where it is looked for in others.
*/ -}}
{{- define "asked" -}}
{{template "admitted" $}}
{{- if not .Plain}}
      AND CASE WHEN page.dataset IS NULL THEN true ELSE s.dataset = page.dataset END
      AND CASE WHEN page.document IS NULL THEN true ELSE s.document = page.document END
      AND CASE WHEN page.relation IS NULL THEN true ELSE s.relation = page.relation END
      AND CASE WHEN $q.relations IS NULL THEN true ELSE s.relation IN $q.relations END
      AND CASE WHEN $q.polarity IS NULL THEN true ELSE s.polarity = $q.polarity END
      AND CASE WHEN $q.modality IS NULL THEN true ELSE s.modality IN $q.modality END
      AND CASE WHEN $q.document IS NULL THEN true ELSE s.document IN $q.document END
      AND CASE WHEN $q.attributedTo IS NULL THEN true ELSE s.attributedTo IN $q.attributedTo END
      AND CASE WHEN $q.topics IS NULL THEN true ELSE any(topic IN s.topics WHERE topic IN $q.topics) END
      AND CASE WHEN $q.subject IS NULL THEN true ELSE s.subject IN $q.subject OR s.symmetric AND s.object IN $q.subject END
      AND CASE WHEN $q.object IS NULL THEN true ELSE s.object IN $q.object OR s.symmetric AND s.subject IN $q.object END
      AND CASE WHEN $q.subject IS NULL OR $q.object IS NULL THEN true ELSE s.subject IN $q.subject AND s.object IN $q.object
        OR s.symmetric AND s.object IN $q.subject AND s.subject IN $q.object END
      AND CASE WHEN $q.with IS NULL THEN true
        ELSE s.subject IN $q.with OR s.object IN $q.with OR any(about IN s.about WHERE about IN $q.with) END
      AND CASE
        WHEN $q.otherKinds IS NULL THEN true
        WHEN page.anchor = '' THEN s.subjectKind IN $q.otherKinds OR s.objectKind IN $q.otherKinds
        WHEN s.object = page.anchor THEN s.subjectKind IN $q.otherKinds
        ELSE s.objectKind IN $q.otherKinds END
      AND CASE WHEN $q.duringLast IS NULL THEN true ELSE s.earliestBegin <= $q.duringLast AND s.latestEnd >= $q.duringFirst END
      AND CASE WHEN $q.beginsLast IS NULL THEN true
        ELSE s.beginKnown AND s.earliestBegin <= $q.beginsLast AND s.latestBegin >= $q.beginsFirst END
      AND CASE WHEN $q.endsLast IS NULL THEN true
        ELSE s.endKnown AND s.earliestEnd <= $q.endsLast AND s.latestEnd >= $q.endsFirst END
{{- end}}
{{- end -}}

{{- /* The statements of a list: each in an index of its own, in the order of begin; a document's by place. */ -}}
{{- define "of"}}
{{- if or (eq . "subject") (eq . "object") (eq . "dataset") (eq . "relation") (eq . "link") -}}
MATCH (s:Statement) USING INDEX s:Statement({{.}}, begin) WHERE s.{{.}} = id AND s.begin IS NOT NULL
{{- end}}
{{- if eq . "document"}}MATCH (s:Statement) USING INDEX s:Statement(document, place) WHERE s.document = id AND s.place IS NOT NULL{{end}}
{{- if eq . "all"}}MATCH (s:Statement) USING INDEX s:Statement(begin) WHERE s.begin IS NOT NULL{{end}}
{{- if or (eq . "about") (eq . "voice") -}}
MATCH (r:Reference) USING INDEX r:Reference(entity, role) WHERE r.entity = id AND r.role = '{{.}}'
    MATCH (r)<-[:REFERS]-(s:Statement) WHERE s.begin IS NOT NULL
{{- end}}
{{- end -}}

{{- /* A statement's place in an order, and the range of it that is asked for. */ -}}
{{- define "key"}}
{{- if eq . "begin"}}s.begin{{end}}
{{- if eq . "end"}}s.end{{end}}
{{- if eq . "relation"}}s.relation + ' ' + s.begin{{end}}
{{- if eq . "documentPlace"}}s.document + ' ' + coalesce(s.placeWhole, s.place){{end}}
{{- if eq . "place"}}coalesce(s.placeWhole, s.place){{end}}
{{- end -}}

{{- define "within"}}
{{- if eq . "place"}}s.place >= page.loHead AND s.place <= page.hiHead AND {{end -}}
{{template "key" .}} >= page.lo AND {{template "key" .}} < page.hi
{{- end -}}

{{- /* The order of a list as its index has it, so that a page ends the walk. */ -}}
{{- define "order"}}
{{- if and (eq .Key "begin") (ne .Of "all") (ne .Of "about") (ne .Of "voice") (ne .Of "document")}}s.{{.Of}}{{.Way}}, {{end}}
{{- if eq .Key "place"}}s.document{{.Way}}, s.place{{.Way}}, {{end}}
{{- template "key" .Key}}{{.Way}}
{{- end -}}

{{- /* The indexes over addedIn and removedIn have the dataset as well, where several datasets may have a row of one id. */ -}}
{{- define "third"}}{{if and (ne . "Statement") (ne . "EntityState")}}, dataset{{end}}{{end -}}
{{- define "thirdThere"}}{{if and (ne . "Statement") (ne . "EntityState")}} AND x.dataset IS NOT NULL{{end}}{{end -}}
