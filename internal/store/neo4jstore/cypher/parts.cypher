{{- /*
What several queries share. Every parameter is an entry of the one parameter p.

A row counts in the revisions from addedIn on and before removedIn, which rows that are still there do not have. Statements also have
until, which is removedIn or else behind all revisions: so it can stand in the indexes that lists and counts walk, beside addedIn,
and what does not count is passed without a look at its node. A query has
the conditions that are asked for and no others, since planning takes time with each. They stand behind a WITH, where the planner
does not weigh them against the index, and those with an OR in a CASE, which it takes as one condition: it would turn them into
all combinations of their parts. Which index is walked is said and never left to statistics, which know nothing of a
database that was empty a moment ago.
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
{{- if $.Asks "asOfLast"}}
      AND {{if and $.Heard ($.IsLevel "PRESUMED") -}}
      CASE WHEN s.writtenFrom IS NOT NULL THEN {{template "heard" $}} ELSE {{template "counts on" ($.DaysOf $.Level)}} END
      {{- else}}{{template "counts on" ($.DaysOf $.Level)}}{{end}}
{{- end}}
      {{- if $.Asks "publishedFirst"}} AND s.publishedFirst <= $p.q.publishedFirst{{end}}
      {{- if $.Asks "publishedLast"}} AND s.publishedLast <= $p.q.publishedLast{{end}}
      {{- if $.Asks "afterFirst"}} AND s.publishedFirst > $p.q.afterFirst{{end}}
      {{- if $.Asks "afterLast"}} AND s.publishedLast > $p.q.afterLast{{end}}
      {{- if $.Asks "minReliability"}} AND s.reliability <= $p.q.minReliability{{end}}
      {{- if $.Asks "datasets"}} AND s.dataset IN $p.q.datasets{{end}}
{{- end -}}

{{- /* Whether a statement counts at a level on the days asked for. */ -}}
{{- define "counts on" -}}
s.{{.From}} <= $p.q.{{.BegunBy}} AND CASE WHEN s.{{.To}} IS NOT NULL THEN s.{{.To}} >= $p.q.{{.GoesOnTo}}
        ELSE any(i IN range(0, size(s.{{.Firsts}}) - 1) WHERE s.{{.Firsts}}[i] <= $p.q.{{.BegunBy}} AND s.{{.Lasts}}[i] >= $p.q.{{.GoesOnTo}}) END
{{- end -}}

{{- /*
Whether a statement is presumed to hold by the words that the scope hears: it leaves out sources, some of which may have bounded the
statement. The first word on the begin and the first on the end that are heard count; days of life are lists beside.
*/ -}}
{{- define "heard" -}}
any(heard IN [[i IN range(0, size(s.wordDay) - 1) WHERE true
            {{- if $.Asks "datasets"}} AND s.wordDataset[i] IN $p.q.datasets{{end}}
            {{- if $.Asks "minReliability"}} AND s.wordReliability[i] <= $p.q.minReliability{{end}}
            {{- if $.Asks "publishedFirst"}} AND s.wordFirst[i] <= $p.q.publishedFirst{{end}}
            {{- if $.Asks "afterLast"}} AND s.wordLast[i] > $p.q.afterLast{{end}}]] WHERE
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
      {{- if $.Asks "page.dataset"}} AND s.dataset = page.dataset{{end}}
      {{- if $.Asks "page.document"}} AND s.document = page.document{{end}}
      {{- if $.Asks "page.relation"}} AND s.relation = page.relation{{end}}
      {{- if $.Asks "relations"}} AND s.relation IN $p.q.relations{{end}}
      {{- if $.Asks "held"}} AND s.affirms = $p.q.held{{end}}
      {{- if $.Asks "polarity"}} AND s.polarity = $p.q.polarity{{end}}
      {{- if $.Asks "modality"}} AND s.modality IN $p.q.modality{{end}}
      {{- if $.Asks "document"}} AND s.document IN $p.q.document{{end}}
      {{- if $.Asks "attributedTo"}} AND s.attributedTo IN $p.q.attributedTo{{end}}
      {{- if $.Asks "topics"}} AND any(topic IN s.topics WHERE topic IN $p.q.topics){{end}}
      {{- if $.Asks "subject"}} AND CASE WHEN s.subject IN $p.q.subject OR s.symmetric AND s.object IN $p.q.subject THEN true ELSE false END{{end}}
      {{- if $.Asks "object"}} AND CASE WHEN s.object IN $p.q.object OR s.symmetric AND s.subject IN $p.q.object THEN true ELSE false END{{end}}
      {{- if and ($.Asks "subject") ($.Asks "object")}} AND CASE WHEN s.subject IN $p.q.subject AND s.object IN $p.q.object
        OR s.symmetric AND s.object IN $p.q.subject AND s.subject IN $p.q.object THEN true ELSE false END{{end}}
      {{- if $.Asks "betweenOne"}} AND CASE WHEN s.subject IN $p.q.betweenOne AND s.object IN $p.q.betweenOther
        OR s.subject IN $p.q.betweenOther AND s.object IN $p.q.betweenOne THEN true ELSE false END{{end}}
      {{- if $.Asks "with"}} AND CASE WHEN s.subject IN $p.q.with OR s.object IN $p.q.with OR any(about IN s.about WHERE about IN $p.q.with) THEN true ELSE false END{{end}}
      {{- if $.Asks "otherKinds"}} AND CASE
        WHEN page.anchor = '' THEN s.subjectKind IN $p.q.otherKinds OR s.objectKind IN $p.q.otherKinds
        WHEN s.object = page.anchor THEN s.subjectKind IN $p.q.otherKinds
        ELSE s.objectKind IN $p.q.otherKinds END{{end}}
      {{- if $.Asks "duringLast"}} AND (s.earliestBegin <= $p.q.duringLast AND s.latestEnd >= $p.q.duringFirst){{end}}
      {{- if $.Asks "beginsLast"}} AND (s.beginKnown AND s.earliestBegin <= $p.q.beginsLast AND s.latestBegin >= $p.q.beginsFirst){{end}}
      {{- if $.Asks "endsLast"}} AND (s.endKnown AND s.earliestEnd <= $p.q.endsLast AND s.latestEnd >= $p.q.endsFirst){{end}}
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
