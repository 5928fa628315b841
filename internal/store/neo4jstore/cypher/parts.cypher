{{- /*
Templates that several queries share. Every parameter is an entry of the one parameter p.

A row counts in the revisions from addedIn on and before removedIn, which is missing on rows that are not removed. Statements also have
until, which is removedIn or else a number after all revisions: it is part of the indexes that lists and counts walk, together with
addedIn, so that a row that does not count is skipped without reading its node. A query has only the conditions that are set, since
planning takes time for each. They follow a WITH, so that the planner does not weigh them against the index, and those with an OR are in
a CASE, which it treats as one condition instead of expanding all combinations of its parts. The index to walk is given explicitly and
does not depend on statistics, which are not available for a database that was empty a moment ago.
*/ -}}

{{- define "counts" -}}
x.addedIn <= $p.revision AND coalesce(x.removedIn, $p.revision + 1) > $p.revision
{{- end -}}

{{- define "never"}}9007199254740991{{end -}}
{{- define "stamped"}}s.addedIn IS NOT NULL AND s.until IS NOT NULL{{end -}}

{{- /*
The statements that a scope admits: knowledge.Scope.Admits. The days on which a statement counts at each level are properties: the first
and the last day, or, if there are gaps, lists of intervals without a last day. The scope selects the properties of its level.
*/ -}}
{{- define "admitted" -}}
coalesce(s.addedIn, 0) <= $p.revision AND coalesce(s.until, 0) > $p.revision
{{- if $.HasCondition "asOfLast"}}
      AND {{if and $.LeavesOutSources ($.IsLevel "PRESUMED") -}}
      CASE WHEN s.writtenFrom IS NOT NULL THEN {{template "presumed by sources in scope" $}} ELSE {{template "counts on" ($.DaysOf $.Level)}} END
      {{- else}}{{template "counts on" ($.DaysOf $.Level)}}{{end}}
{{- end}}
      {{- if $.HasCondition "publishedFirst"}} AND s.publishedFirst <= $p.q.publishedFirst{{end}}
      {{- if $.HasCondition "publishedLast"}} AND s.publishedLast <= $p.q.publishedLast{{end}}
      {{- if $.HasCondition "afterFirst"}} AND s.publishedFirst > $p.q.afterFirst{{end}}
      {{- if $.HasCondition "afterLast"}} AND s.publishedLast > $p.q.afterLast{{end}}
      {{- if $.HasCondition "minReliability"}} AND s.reliability <= $p.q.minReliability{{end}}
      {{- if $.HasCondition "datasets"}} AND s.dataset IN $p.q.datasets{{end}}
{{- end -}}

{{- /* Whether a statement counts at a level on the days of the scope. */ -}}
{{- define "counts on" -}}
s.{{.From}} <= $p.q.{{.BegunBy}} AND coalesce(s.{{.To}} >= $p.q.{{.GoesOnTo}},
        any(i IN range(0, size(s.{{.Firsts}}) - 1) WHERE s.{{.Firsts}}[i] <= $p.q.{{.BegunBy}} AND s.{{.Lasts}}[i] >= $p.q.{{.GoesOnTo}}))
{{- end -}}

{{- /*
Whether a statement is presumed to hold in a scope that leaves out sources, some of which may have bounded the statement. Only the
statements in scope bound it: the first that gives its begin and the first that gives its end count; days of life are separate lists.
*/ -}}
{{- define "presumed by sources in scope" -}}
any(words IN [[i IN range(0, size(s.wordDay) - 1) WHERE true
            {{- if $.HasCondition "datasets"}} AND s.wordDataset[i] IN $p.q.datasets{{end}}
            {{- if $.HasCondition "minReliability"}} AND s.wordReliability[i] <= $p.q.minReliability{{end}}
            {{- if $.HasCondition "publishedFirst"}} AND s.wordFirst[i] <= $p.q.publishedFirst{{end}}
            {{- if $.HasCondition "afterLast"}} AND s.wordLast[i] > $p.q.afterLast{{end}}]] WHERE
          any(begun IN [coalesce(head([i IN words WHERE s.wordBegins[i] | s.wordDay[i]]), s.writtenFrom)] WHERE begun <= $p.q.asOfLast AND
          any(ended IN [coalesce(head([i IN words WHERE NOT s.wordBegins[i] | s.wordDay[i]]), s.writtenTo)] WHERE ended >= $p.q.asOfFirst AND ended >= begun AND
          any(i IN range(0, size(s.aliveFirst) - 1) WHERE s.aliveFirst[i] <= $p.q.asOfLast AND s.aliveLast[i] >= $p.q.asOfFirst
            AND s.aliveFirst[i] <= ended AND s.aliveLast[i] >= begun))))
{{- end -}}

{{- /*
The statements that a scope admits and a filter matches: knowledge.Matcher.Match. page.anchor is the entity of the list; page.dataset,
page.document and page.relation are what the list belongs to if its statements are looked up in other lists.
*/ -}}
{{- define "selected" -}}
{{template "admitted" $}}
      {{- if $.HasCondition "page.dataset"}} AND s.dataset = page.dataset{{end}}
      {{- if $.HasCondition "page.document"}} AND s.document = page.document{{end}}
      {{- if $.HasCondition "page.relation"}} AND s.relation = page.relation{{end}}
      {{- if $.HasCondition "relations"}} AND s.relation IN $p.q.relations{{end}}
      {{- if $.HasCondition "held"}} AND s.affirms = $p.q.held{{end}}
      {{- if $.HasCondition "polarity"}} AND s.polarity = $p.q.polarity{{end}}
      {{- if $.HasCondition "modality"}} AND s.modality IN $p.q.modality{{end}}
      {{- if $.HasCondition "document"}} AND s.document IN $p.q.document{{end}}
      {{- if $.HasCondition "attributedTo"}} AND s.attributedTo IN $p.q.attributedTo{{end}}
      {{- if $.HasCondition "topics"}} AND any(topic IN s.topics WHERE topic IN $p.q.topics){{end}}
      {{- if $.HasCondition "subject"}} AND CASE WHEN s.subject IN $p.q.subject OR s.symmetric AND s.object IN $p.q.subject THEN true ELSE false END{{end}}
      {{- if $.HasCondition "object"}} AND CASE WHEN s.object IN $p.q.object OR s.symmetric AND s.subject IN $p.q.object THEN true ELSE false END{{end}}
      {{- if and ($.HasCondition "subject") ($.HasCondition "object")}} AND CASE WHEN s.subject IN $p.q.subject AND s.object IN $p.q.object
        OR s.symmetric AND s.object IN $p.q.subject AND s.subject IN $p.q.object THEN true ELSE false END{{end}}
      {{- if $.HasCondition "betweenOne"}} AND CASE WHEN s.subject IN $p.q.betweenOne AND s.object IN $p.q.betweenOther
        OR s.subject IN $p.q.betweenOther AND s.object IN $p.q.betweenOne THEN true ELSE false END{{end}}
      {{- if $.HasCondition "with"}} AND CASE WHEN s.subject IN $p.q.with OR s.object IN $p.q.with OR any(about IN s.about WHERE about IN $p.q.with)
        OR any(one IN s.qualifierEntities WHERE one IN $p.q.with) THEN true ELSE false END{{end}}
      {{- if $.HasCondition "qualifiers"}} AND {{template "qualified"}}{{end}}
      {{- if $.HasCondition "otherKinds"}} AND CASE
        WHEN page.anchor = '' THEN s.subjectKind IN $p.q.otherKinds OR s.objectKind IN $p.q.otherKinds
        WHEN s.object = page.anchor THEN s.subjectKind IN $p.q.otherKinds
        ELSE s.objectKind IN $p.q.otherKinds END{{end}}
      {{- if $.HasCondition "duringLast"}} AND (s.earliestBegin <= $p.q.duringLast AND s.latestEnd >= $p.q.duringFirst){{end}}
      {{- if $.HasCondition "beginsLast"}} AND (s.beginKnown AND s.earliestBegin <= $p.q.beginsLast AND s.latestBegin >= $p.q.beginsFirst){{end}}
      {{- if $.HasCondition "endsLast"}} AND (s.endKnown AND s.earliestEnd <= $p.q.endsLast AND s.latestEnd >= $p.q.endsFirst){{end}}
{{- end -}}

{{- /*
Whether each of the conditions on qualifiers, of knowledge.Matcher.Qualifiers, holds of a qualifier of the statement: its properties are lists, one
entry for each qualifier.
*/ -}}
{{- define "qualified" -}}
all(condition IN $p.q.qualifiers WHERE any(i IN range(0, coalesce(size(s.qualifierNames), 0) - 1) WHERE s.qualifierNames[i] = condition.name
        AND any(v IN condition.values WHERE s.qualifierTypes[i] = v.type AND (v.in IS NULL OR s.qualifierValues[i] IN v.in)
          AND (v.low IS NULL OR s.qualifierHighs[i] >= v.low) AND (v.high IS NULL OR s.qualifierLows[i] <= v.high))))
{{- end -}}

{{- /* The statements of a list: each in an index of its own, in the order of begin; those of a document by position. */ -}}
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
{{- if or (eq . "about") (eq . "attributedTo") -}}
MATCH (r:Reference) USING INDEX r:Reference(entity, role) WHERE r.entity = id AND r.role = '{{.}}'
    MATCH (r)<-[:REFERS]-(s:Statement) WHERE s.begin IS NOT NULL
{{- end}}
{{- end -}}

{{- /* A statement's key in an order, and the range of keys of the page. */ -}}
{{- define "key"}}
{{- if eq . "begin"}}s.begin{{end}}
{{- if eq . "end"}}s.end{{end}}
{{- if eq . "relation"}}s.relation + ' ' + s.begin{{end}}
{{- if eq . "documentPlace"}}s.document + ' ' + coalesce(s.placeWhole, s.place){{end}}
{{- if eq . "place"}}coalesce(s.placeWhole, s.place){{end}}
{{- if eq . "qualifier"}}coalesce(head([i IN range(0, coalesce(size(s.qualifierNames), 0) - 1) WHERE s.qualifierNames[i] = $p.qualifier | s.qualifierKeys[i]]), '~') + substring(s.id, 10){{end}}
{{- end -}}

{{- define "within"}}
{{- if eq . "place"}}s.place >= page.loHead AND s.place <= page.hiHead AND {{end -}}
{{template "key" .}} >= page.lo AND {{template "key" .}} < page.hi
{{- end -}}

{{- /* The order of a list as its index has it, so that the walk ends with the page. */ -}}
{{- define "order"}}
{{- if and (eq .Key "begin") (ne .Of "all") (ne .Of "about") (ne .Of "attributedTo") (ne .Of "document")}}s.{{.Of}}{{.Way}}, {{end}}
{{- if eq .Key "place"}}s.document{{.Way}}, s.place{{.Way}}, {{end}}
{{- template "key" .Key}}{{.Way}}
{{- end -}}

{{- /* The indexes over addedIn and removedIn include the dataset if several datasets may have a row of one id. */ -}}
{{- define "second"}}{{if not (isAuxiliary .)}}, id{{end}}{{end -}}
{{- define "secondThere"}}{{if not (isAuxiliary .)}} AND x.id IS NOT NULL{{end}}{{end -}}
{{- define "third"}}{{if and (ne . "Statement") (ne . "EntityState") (not (isAuxiliary .))}}, dataset{{end}}{{end -}}
{{- define "thirdThere"}}{{if and (ne . "Statement") (ne . "EntityState") (not (isAuxiliary .))}} AND x.dataset IS NOT NULL{{end}}{{end -}}
