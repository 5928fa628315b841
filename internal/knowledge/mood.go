package knowledge

import "strings"

// Mood is the polarity and the modality of a claim.
type Mood struct {
	Polarity Polarity
	Modality Modality
}

// Moods are all moods, the strongest first: what is held, what is promised and planned, then the same denied.
func Moods() []Mood {
	moods := make([]Mood, 0, len(Polarities())*len(Modalities()))
	for _, p := range Polarities() {
		for _, m := range Modalities() {
			moods = append(moods, Mood{p, m})
		}
	}
	return moods
}

// Mood is how its document puts the statement's relation.
func (s *Statement) Mood() Mood { return Mood{s.Polarity, s.Modality} }

// LabelIn is how the relation reads from subject to object in a mood: `is a member of`, `is promised to be a member of`, `is said not
// to be a member of`. Only what is asserted reads like a fact.
func (r *Relation) LabelIn(m Mood) string { return inMood(r.Label, m) }

// InverseLabelIn is how the relation reads from object to subject in a mood.
func (r *Relation) InverseLabelIn(m Mood) string { return inMood(r.InverseLabel, m) }

func inMood(label string, m Mood) string {
	said := map[Modality]string{Asserted: "is said", Reported: "is reported", Promised: "is promised", Planned: "is planned"}[m.Modality]
	switch {
	case m.Polarity == Denied:
		return said + " not to " + infinitive(label)
	case m.Modality == Asserted:
		return label
	}
	return said + " to " + infinitive(label)
}

// infinitive is a label of English without its person: `is a member of` is `be a member of`, `takes part in` is `take part in`. A label
// that begins in the past stays there: `mediated` is `have mediated`.
func infinitive(label string) string {
	verb, rest, _ := strings.Cut(label, " ")
	if rest != "" {
		rest = " " + rest
	}
	switch verb {
	case "is", "are":
		return "be" + rest
	case "was", "were":
		return "have been" + rest
	case "has":
		return "have" + rest
	case "became":
		return "have become" + rest
	}
	for _, ending := range []struct{ third, bare string }{
		{"ies", "y"}, {"sses", "ss"}, {"shes", "sh"}, {"ches", "ch"}, {"xes", "x"}, {"zzes", "zz"}, {"oes", "o"}, {"ss", "ss"}, {"s", ""},
	} {
		// A verb as short as "lies" or "dies" keeps its ie.
		if stem, ok := strings.CutSuffix(verb, ending.third); ok && (ending.bare != "y" || len(stem) > 1) {
			return stem + ending.bare + rest
		}
	}
	return "have " + verb + rest
}
