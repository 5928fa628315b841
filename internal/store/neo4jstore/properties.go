package neo4jstore

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"

	"entente/internal/knowledge"
)

// rowProperties are the properties of a row's node: the encoded row, and what queries filter and sort by.
func (s *Store) rowProperties(row knowledge.Row, revision int) (map[string]any, error) {
	encode := func() ([]byte, error) { return s.codec.Encode(row) }
	if st, isStatement := row.(*knowledge.Statement); isStatement {
		encode = func() ([]byte, error) { return s.codec.EncodeBounded(st) }
	}
	content, err := encode()
	if err != nil {
		return nil, err
	}
	key := row.Key()
	p := map[string]any{"id": key.ID, "dataset": key.Dataset, "addedIn": revision, "row": content}
	switch r := row.(type) {
	case *knowledge.Dataset:
		p["title"] = r.Title
	case *knowledge.Relation:
		p["name"] = r.Name
	case *knowledge.Document:
		addDocument(p, r)
	case *knowledge.EntityPart:
		p["name"] = r.Name
	case *knowledge.Statement:
		addStatement(p, r)
		addBounds(p, r)
	}
	return p, nil
}

func addDocument(p map[string]any, d *knowledge.Document) {
	day := d.Day()
	p["title"], p["publisher"], p["url"] = d.Title, orNil(d.Publisher), orNil(d.URL)
	p["reliability"] = string(d.Reliability)
	p["publishedFirst"], p["publishedLast"] = int64(day.First), int64(day.Last)
	p["published"] = string(knowledge.DocumentKey(knowledge.OrderPublishedOn, d))
	p["titleKey"] = string(knowledge.DocumentKey(knowledge.OrderTitle, d))
	p["folded"] = knowledge.Fold(d.Title)
}

// orNil returns nil for an empty text.
func orNil[T ~string](text T) any {
	if text == "" {
		return nil
	}
	return string(text)
}

// addStatement adds the properties of a statement, without those of addBounds.
func addStatement(p map[string]any, st *knowledge.Statement) {
	v := &st.Validity
	source, target := knowledge.Ends(st.Subject, st.Object, st.Symmetric)
	subjectKind, _ := knowledge.KindOf(st.Subject)
	objectKind, _ := knowledge.KindOf(st.Object)
	position, link := positionOf(st), &knowledge.Link{Relation: st.Relation, Source: source, Target: target}
	for name, value := range map[string]any{
		"subject": st.Subject, "relation": st.Relation, "object": st.Object, "symmetric": st.Symmetric, "link": st.Link,
		"subjectKind": string(subjectKind), "objectKind": string(objectKind), "document": st.Document,
		"polarity": string(st.Polarity), "modality": string(st.Modality), "affirms": st.Affirms(), "attributedTo": orNil(st.AttributedTo),
		"validity": v.EDTF(), "validFrom": orNil(st.ValidFrom().String()), "validTo": orNil(st.ValidTo().String()),
		"earliestBegin": int64(v.EarliestBegin), "latestBegin": int64(v.LatestBegin),
		"earliestEnd": int64(v.EarliestEnd), "latestEnd": int64(v.LatestEnd),
		"beginKnown": v.Begin == knowledge.BoundKnown, "endKnown": v.End == knowledge.BoundKnown, "uncertain": v.Uncertain,
		"publishedFirst": int64(st.Published.First), "publishedLast": int64(st.Published.Last), "reliability": string(st.Reliability),
		"begin": string(knowledge.StatementKey(knowledge.OrderValidFrom, st)), "end": string(knowledge.StatementKey(knowledge.OrderValidTo, st)),
		"place": keyHead(position), "placeWhole": wholeOrNil(position),
		"source": source, "fromSource": string(knowledge.LinkKey(link, source)),
		"target": target, "fromTarget": string(knowledge.LinkKey(link, target)),
		"evidence": evidence(st),
	} {
		p[name] = value
	}
	if len(st.About) > 0 {
		p["about"] = st.About
	}
	if len(st.Topics) > 0 {
		p["topics"] = st.Topics
	}
	if len(st.Qualifiers) > 0 {
		addQualifiers(p, st)
	}
}

// addQualifiers adds the properties of a statement's qualifiers: lists that are as long as there are qualifiers, in their order, and the
// entities among their values.
func addQualifiers(p map[string]any, st *knowledge.Statement) {
	n := len(st.Qualifiers)
	names, types, values, lows, highs, keys := make([]string, n), make([]string, n), make([]string, n), make([]string, n), make([]string, n), make([]string, n)
	var entities []string
	for i, q := range st.Qualifiers {
		names[i], types[i], values[i] = q.Name, string(q.Type), q.Value
		lows[i], highs[i] = knowledge.QualifierRange(q)
		keys[i] = knowledge.QualifierKey(q)
		if q.Type == knowledge.QualifierEntity {
			entities = append(entities, q.Value)
		}
	}
	p["qualifierNames"], p["qualifierTypes"], p["qualifierValues"] = names, types, values
	p["qualifierLows"], p["qualifierHighs"], p["qualifierKeys"] = lows, highs, keys
	if entities != nil {
		p["qualifierEntities"] = entities
	}
}

// evidence returns the evidence as people read it: the quotes, or the locators.
func evidence(st *knowledge.Statement) []string {
	texts := make([]string, len(st.Evidence))
	for i, e := range st.Evidence {
		if texts[i] = string(e.Quote); texts[i] == "" {
			texts[i] = string(e.Locator)
		}
	}
	return texts
}

// referencesOf returns the third parties of a statement and the entity that it is attributed to, by which it is found; nil for none.
func referencesOf(st *knowledge.Statement) map[string]any {
	var all []map[string]any
	for _, id := range st.ThirdParties() {
		all = append(all, map[string]any{"entity": id, "role": "about"})
	}
	if st.AttributedTo != "" {
		all = append(all, map[string]any{"entity": st.AttributedTo, "role": "attributedTo"})
	}
	if all == nil {
		return nil
	}
	return map[string]any{"id": st.ID, "references": all}
}

// stateProperties are the properties of an entity as merged from its parts, and its lookup keys.
func (s *Store) stateProperties(e *knowledge.Entity, revision int) (map[string]any, error) {
	content, err := s.codec.EncodeEntity(e)
	if err != nil {
		return nil, err
	}
	name := string(knowledge.EntityKey(knowledge.OrderName, e))
	folded := make([]string, len(e.Names))
	for i, n := range e.Names {
		folded[i] = knowledge.Fold(n.Text)
	}
	state := map[string]any{
		"id": e.ID, "addedIn": revision, "row": content, "kind": string(e.Kind), "name": e.Name,
		"abbreviation": orNil(e.Abbreviation), "region": orNil(e.Region), "description": orNil(e.Description),
		"nameKey": keyHead(name), "nameKeyWhole": wholeOrNil(name), "folded": folded,
	}
	if e.Life != nil {
		state["lifeFirst"], state["lifeLast"] = spells(e.Life)
	}
	if e.Location != nil {
		state["latitude"], state["longitude"] = e.Location.Latitude, e.Location.Longitude
	}
	var keys []string
	for _, key := range knowledge.LookupKeys(e) {
		keys = append(keys, indexedLookupKey(key))
	}
	return map[string]any{"state": state, "keys": keys}, nil
}

// indexedLookupKey is a lookup key, short enough for an index: a long key is its beginning and a hash.
func indexedLookupKey(key string) string {
	if len(key) <= keyHeadLength {
		return key
	}
	sum := sha256.Sum256([]byte(key))
	return strings.ToValidUTF8(key[:keyHeadLength/2], "") + " " + hex.EncodeToString(sum[:])
}

// revisionProperties are those of a revision's node.
func revisionProperties(r *knowledge.Revision, c counts) (map[string]any, error) {
	row, err := json.Marshal(storedRevisionOf(r, c))
	return map[string]any{
		"number": r.Number, "place": string(knowledge.RevisionKey(r.Number)), "description": r.Description,
		"hash": r.Hash(), "createdAt": r.CreatedAt.Format(time.RFC3339Nano), "added": r.Added, "removed": r.Removed, "row": row,
	}, err
}
