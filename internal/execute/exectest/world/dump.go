package world

// Dump returns the world as plain values, for another implementation of the schema to answer from.
func (w *World) Dump() map[string]any {
	entities := make([]any, len(w.Entities))
	for i, e := range w.Entities {
		entities[i] = dumpEntity(e)
	}
	statements := make([]any, len(w.Statements))
	for i, s := range w.Statements {
		statements[i] = map[string]any{
			"__typename": "Statement", "id": s.ID, "n": s.N, "rank": s.Rank, "property": s.Property, "date": s.Date.text(),
			"subject": s.subject.Common().N, "value": dumpValue(s.Value),
		}
	}
	return map[string]any{"entities": entities, "statements": statements}
}

func (d Date) text() string {
	b := d.AppendGQL(nil)
	return string(b[1 : len(b)-1])
}

// dumpEntity returns an entity as plain values.
func dumpEntity(e Entity) map[string]any {
	b := e.Common()
	out := []int{}
	for _, s := range b.statements {
		out = append(out, s.N)
	}
	m := map[string]any{"id": b.ID, "name": b.Name, "description": b.Description, "n": b.N, "out": out, "note": nil}
	if b.Note != "" {
		m["note"] = b.Note
	}
	switch e := e.(type) {
	case *Person:
		dumpPerson(m, e)
	case *Org:
		m["__typename"], m["kind"], m["budget"] = "Org", e.Kind, e.Budget
		if e.Founded != nil {
			m["founded"] = e.Founded.text()
		}
	case *Place:
		m["__typename"], m["kind"], m["population"] = "Place", e.Kind, e.Population
		m["opened"] = e.Opened.dump()
		if e.Mayor != nil {
			m["mayor"] = e.Mayor.N
		}
	}
	return m
}

func (y Year) dump() any {
	b := AppendPartialDate(nil, y)
	if b[0] != '"' {
		return nil
	}
	return string(b[1 : len(b)-1])
}

// dumpPerson adds the fields of a person.
func dumpPerson(m map[string]any, p *Person) {
	m["__typename"], m["kind"], m["born"], m["alive"], m["height"] = "Person", p.Kind, p.Born.text(), p.Alive, p.Height
	m["nicks"], m["luck"], m["strictRanks"] = p.Nicks, p.Luck, p.StrictRanks
	m["ranks"], m["baptized"] = p.Ranks, p.Baptized.dump()
	m["matrix"] = p.Matrix
	if p.Matrix == nil { // a list that must not be null is empty
		m["matrix"] = [][]int{}
	}
	if p.Died != nil {
		m["died"] = p.Died.text()
	}
	m["home"] = dumpAddress(p.Home)
	var homes []any
	for _, h := range p.Homes {
		homes = append(homes, dumpAddress(h))
	}
	m["homes"] = homes
}

func dumpAddress(a Address) map[string]any {
	m := map[string]any{"street": a.Street, "number": a.Number, "visits": a.Visits}
	if a.Town != nil {
		m["town"] = a.Town.N
	}
	return m
}

func dumpValue(v Value) map[string]any {
	switch v := v.(type) {
	case Words:
		return map[string]any{"__typename": "Words", "text": v.Text, "lang": v.Lang}
	case *Quantity:
		return map[string]any{"__typename": "Quantity", "amount": v.Amount, "unit": v.Unit}
	case *EntityRef:
		return map[string]any{"__typename": "EntityRef", "entity": v.Entity.Common().N}
	}
	return nil
}
