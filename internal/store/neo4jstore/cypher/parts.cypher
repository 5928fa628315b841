{{- /*
What several queries share. Every parameter is an entry of the one parameter p. A plain form of a query is for a scope and a filter that let all pass.

A row counts in the revisions from addedIn on and before removedIn, which rows that are still there do not have. Statements also have
until, which is removedIn or else behind all revisions: so it can stand in the indexes that lists and counts walk, beside addedIn,
and what does not count is passed without a look at its node. Conditions that
may be asked for or not stand in a CASE, which the planner takes as one condition, and behind a WITH, where it does not weigh
them against the index: it would take ten times as long. Which index is
walked is said and never left to statistics, which know nothing of a database that was empty a moment ago.
*/ -}}

{{- define "counts" -}}
x.addedIn <= $p.revision AND coalesce(x.removedIn, $p.revision + 1) > $p.revision
{{- end -}}

{{- define "never"}}9007199254740991{{end -}}
{{- define "stamped"}}s.addedIn IS NOT NULL AND s.until IS NOT NULL{{end -}}

{{- /*
Which statements a scope admits: knowledge.Scope.Admits. On which days a statement counts at each level stands beside it: first and
last day, or, where there are gaps, no last day and lists of the spells. The scope names the properties of its level.
*/ -}}
{{- define "admitted" -}}
coalesce(s.addedIn, 0) <= $p.revision AND coalesce(s.until, 0) > $p.revision
{{- if not .Plain}}
      AND CASE
        WHEN $p.q.begunBy IS NULL THEN true
        {{- if .Heard}}
        WHEN $p.q.level = 'PRESUMED' AND s.writtenFrom IS NOT NULL THEN {{template "heard"}}
        {{- end}}
        WHEN s[$p.q.from] > $p.q.begunBy THEN false
        WHEN s[$p.q.to] IS NOT NULL THEN s[$p.q.to] >= $p.q.goesOnTo
        ELSE any(i IN range(0, size(s[$p.q.firsts]) - 1) WHERE s[$p.q.firsts][i] <= $p.q.begunBy AND s[$p.q.lasts][i] >= $p.q.goesOnTo) END
      AND CASE WHEN $p.q.publishedFirst IS NULL THEN true ELSE s.publishedFirst <= $p.q.publishedFirst END
      AND CASE WHEN $p.q.publishedLast IS NULL THEN true ELSE s.publishedLast <= $p.q.publishedLast END
      AND CASE WHEN $p.q.afterFirst IS NULL THEN true ELSE s.publishedFirst > $p.q.afterFirst END
      AND CASE WHEN $p.q.afterLast IS NULL THEN true ELSE s.publishedLast > $p.q.afterLast END
      AND CASE WHEN $p.q.minReliability IS NULL THEN true ELSE s.reliability <= $p.q.minReliability END
      AND CASE WHEN $p.q.datasets IS NULL THEN true ELSE s.dataset IN $p.q.datasets END
{{- end}}
{{- end -}}

{{- /*
Whether a statement is presumed to hold by the words that the scope hears: it leaves out sources, some of which may have bounded the
statement. The first word on the begin and the first on the end that are heard count; days of life are lists beside.
*/ -}}
{{- define "heard" -}}
any(heard IN [[i IN range(0, size(s.wordDay) - 1) WHERE s.wordDataset[i] IN coalesce($p.q.datasets, s.wordDataset)
            AND s.wordReliability[i] <= coalesce($p.q.minReliability, 'Z') AND s.wordFirst[i] <= coalesce($p.q.publishedFirst, s.wordFirst[i])
            AND s.wordLast[i] > coalesce($p.q.afterLast, s.wordLast[i] - 1)]] WHERE
          any(begun IN [coalesce(head([i IN heard WHERE s.wordBegins[i] | s.wordDay[i]]), s.writtenFrom)] WHERE begun <= $p.q.asOfLast AND
          any(ended IN [coalesce(head([i IN heard WHERE NOT s.wordBegins[i] | s.wordDay[i]]), s.writtenTo)] WHERE ended >= $p.q.asOfFirst AND ended >= begun AND
          any(i IN range(0, size(s.aliveFirst) - 1) WHERE s.aliveFirst[i] <= $p.q.asOfLast AND s.aliveLast[i] >= $p.q.asOfFirst
            AND s.aliveFirst[i] <= ended AND s.aliveLast[i] >= begun))))
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
      AND CASE WHEN $p.q.relations IS NULL THEN true ELSE s.relation IN $p.q.relations END
      AND CASE WHEN $p.q.polarity IS NULL THEN true ELSE s.polarity = $p.q.polarity END
      AND CASE WHEN $p.q.modality IS NULL THEN true ELSE s.modality IN $p.q.modality END
      AND CASE WHEN $p.q.document IS NULL THEN true ELSE s.document IN $p.q.document END
      AND CASE WHEN $p.q.attributedTo IS NULL THEN true ELSE s.attributedTo IN $p.q.attributedTo END
      AND CASE WHEN $p.q.topics IS NULL THEN true ELSE any(topic IN s.topics WHERE topic IN $p.q.topics) END
      AND CASE WHEN $p.q.subject IS NULL THEN true ELSE s.subject IN $p.q.subject OR s.symmetric AND s.object IN $p.q.subject END
      AND CASE WHEN $p.q.object IS NULL THEN true ELSE s.object IN $p.q.object OR s.symmetric AND s.subject IN $p.q.object END
      AND CASE WHEN $p.q.subject IS NULL OR $p.q.object IS NULL THEN true ELSE s.subject IN $p.q.subject AND s.object IN $p.q.object
        OR s.symmetric AND s.object IN $p.q.subject AND s.subject IN $p.q.object END
      AND CASE WHEN $p.q.betweenOne IS NULL THEN true ELSE s.subject IN $p.q.betweenOne AND s.object IN $p.q.betweenOther
        OR s.subject IN $p.q.betweenOther AND s.object IN $p.q.betweenOne END
      AND CASE WHEN $p.q.with IS NULL THEN true
        ELSE s.subject IN $p.q.with OR s.object IN $p.q.with OR any(about IN s.about WHERE about IN $p.q.with) END
      AND CASE
        WHEN $p.q.otherKinds IS NULL THEN true
        WHEN page.anchor = '' THEN s.subjectKind IN $p.q.otherKinds OR s.objectKind IN $p.q.otherKinds
        WHEN s.object = page.anchor THEN s.subjectKind IN $p.q.otherKinds
        ELSE s.objectKind IN $p.q.otherKinds END
      AND CASE WHEN $p.q.duringLast IS NULL THEN true ELSE s.earliestBegin <= $p.q.duringLast AND s.latestEnd >= $p.q.duringFirst END
      AND CASE WHEN $p.q.beginsLast IS NULL THEN true
        ELSE s.beginKnown AND s.earliestBegin <= $p.q.beginsLast AND s.latestBegin >= $p.q.beginsFirst END
      AND CASE WHEN $p.q.endsLast IS NULL THEN true
        ELSE s.endKnown AND s.earliestEnd <= $p.q.endsLast AND s.latestEnd >= $p.q.endsFirst END
{{- end}}
{{- end -}}

{{- /* The statements of a list: each in an index of its own, in the order of begin; a document's by place. */ -}}
{{- define "of"}}
{{- if or (eq . "subject") (eq . "object") -}}
MATCH (s:Statement) USING INDEX s:Statement({{.}}, begin, addedIn, until) WHERE s.{{.}} = id AND s.begin IS NOT NULL AND {{template "stamped"}}
{{- end}}
{{- if or (eq . "dataset") (eq . "relation") (eq . "link") -}}
MATCH (s:Statement) USING INDEX s:Statement({{.}}, begin) WHERE s.{{.}} = id AND s.begin IS NOT NULL
{{- end}}
{{- if eq . "document" -}}
MATCH (s:Statement) USING INDEX s:Statement(document, place, addedIn, until) WHERE s.document = id AND s.place IS NOT NULL AND {{template "stamped"}}
{{- end}}
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
{{- define "second"}}{{if not (beside .)}}, id{{end}}{{end -}}
{{- define "secondThere"}}{{if not (beside .)}} AND x.id IS NOT NULL{{end}}{{end -}}
{{- define "third"}}{{if and (ne . "Statement") (ne . "EntityState") (not (beside .))}}, dataset{{end}}{{end -}}
{{- define "thirdThere"}}{{if and (ne . "Statement") (ne . "EntityState") (not (beside .))}} AND x.dataset IS NOT NULL{{end}}{{end -}}
