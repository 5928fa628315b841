MATCH (s:Statement) USING INDEX s:Statement(addedIn, id) WHERE s.addedIn = $p.revision AND s.id > $p.after
WITH s ORDER BY s.addedIn, s.id LIMIT $p.limit
CALL (s) { MATCH (a:Entity {id: s.subject}) RETURN a }
CALL (s) { MATCH (b:Entity {id: s.object}) RETURN b }
CREATE (a)-[:$(s.relation) {statementId: s.id, validFrom: s.validFrom, validTo: s.validTo, validity: s.validity,
  polarity: s.polarity, modality: s.modality, document: s.document, evidence: s.evidence}]->(b)
RETURN max(s.id) AS last, count(*) AS n
