MATCH (s:Statement) USING INDEX s:Statement(subject, begin, addedIn, until) WHERE s.subject = $p.id AND s.begin IS NOT NULL AND {{template "stamped"}} AND s.affirms{{if $.HasCondition "relations"}} AND s.relation IN $p.relations{{end}} AND {{template "admitted" $}}
RETURN s.object AS id
UNION
MATCH (s:Statement) USING INDEX s:Statement(object, begin, addedIn, until) WHERE s.object = $p.id AND s.begin IS NOT NULL AND {{template "stamped"}} AND s.affirms{{if $.HasCondition "relations"}} AND s.relation IN $p.relations{{end}} AND {{template "admitted" $}}
RETURN s.subject AS id
