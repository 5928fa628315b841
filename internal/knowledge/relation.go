package knowledge

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Relation is a type of relation: data, which a dataset may bring.
type Relation struct {
	// Name is MEMBER_OF: capital letters, digits and underscores.
	Name string
	// Label reads from subject to object, InverseLabel from object to subject; equal where Symmetric.
	Label        string
	InverseLabel string
	Category     RelationCategory
	// Symmetric: the same read from either end.
	Symmetric bool
	Exclusive Exclusive
	// SubjectKinds and ObjectKinds are what it may join; never empty.
	SubjectKinds []EntityKind
	ObjectKinds  []EntityKind
	Description  Text
	// Ends names relations whose claims of the same subject and object are over once one of this relation begins: after leaving, membership
	// is over. A single date of this relation is the day on which they end.
	Ends []string `json:",omitempty"`
	// SubjectExistence and ObjectExistence are how its claims are connected with the existence of their ends; empty means REQUIRED.
	SubjectExistence Existence `json:",omitempty"`
	ObjectExistence  Existence `json:",omitempty"`
	// BeginTolerance is the number of days by which sources may differ on the begin of the same claim: between signing, ratifying and entry
	// into force. 0 means not at all.
	BeginTolerance int `json:",omitempty"`
	// Qualifiers are the values that its claims may carry, sorted by name, each name once.
	Qualifiers []*QualifierDefinition `json:",omitempty"`
	// Dataset is the one that brought it.
	Dataset ID
}

// ID is `relation:member-of`.
func (r *Relation) ID() ID { return RelationID(r.Name) }

// RelationCategory groups relations, for filters and for the legend of a map.
type RelationCategory string

// The categories of relations.
const (
	CategoryAffiliation   RelationCategory = "AFFILIATION"
	CategoryParticipation RelationCategory = "PARTICIPATION"
	CategoryCooperation   RelationCategory = "COOPERATION"
	CategoryConflict      RelationCategory = "CONFLICT"
	CategoryDependence    RelationCategory = "DEPENDENCE"
	CategoryGeography     RelationCategory = "GEOGRAPHY"
	CategoryLeadership    RelationCategory = "LEADERSHIP"
	CategoryOther         RelationCategory = "OTHER"
)

// RelationCategories are all categories, in the order of the contract.
func RelationCategories() []RelationCategory {
	return []RelationCategory{
		CategoryAffiliation, CategoryParticipation, CategoryCooperation, CategoryConflict,
		CategoryDependence, CategoryGeography, CategoryLeadership, CategoryOther,
	}
}

// Exclusive says which end of a relation has one other end at a time.
type Exclusive string

// The values of Exclusive.
const (
	ExclusiveNone Exclusive = "NONE"
	// ExclusiveSubject: a subject has one object at a time.
	ExclusiveSubject Exclusive = "SUBJECT"
	// ExclusiveObject: an object has one subject at a time, as a country has one capital.
	ExclusiveObject Exclusive = "OBJECT"
)

// Exclusives are all values of Exclusive.
func Exclusives() []Exclusive { return []Exclusive{ExclusiveNone, ExclusiveSubject, ExclusiveObject} }

// The relations that fields of the API use by name. All others are known by their category only.
const (
	RelationBorders        = "BORDERS"
	RelationCapitalOf      = "CAPITAL_OF"
	RelationFounded        = "FOUNDED"
	RelationLocatedIn      = "LOCATED_IN"
	RelationMemberOf       = "MEMBER_OF"
	RelationParticipatesIn = "PARTICIPATES_IN"
	RelationPartOf         = "PART_OF"
	RelationRuns           = "RUNS"
	// RelationSameAs joins two entities that a source says are one. It never merges them by itself: see Scope.SameAs.
	RelationSameAs = "SAME_AS"
)

var relationName = regexp.MustCompile(`^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$`)

// IsRelationName says whether a relation may have this name: words of capital letters and digits, joined by underscores.
func IsRelationName(name string) bool { return len(name) <= 64 && relationName.MatchString(name) }

// Joins says whether the relation may join these two kinds, and, where not, in what way.
func (r *Relation) Joins(subject, object EntityKind) error {
	forward := slices.Contains(r.SubjectKinds, subject) && slices.Contains(r.ObjectKinds, object)
	backward := r.Symmetric && slices.Contains(r.SubjectKinds, object) && slices.Contains(r.ObjectKinds, subject)
	switch {
	case forward || backward:
		return nil
	case slices.Contains(r.SubjectKinds, object) && slices.Contains(r.ObjectKinds, subject):
		return Errorf(Invalid, "%s goes from %s to %s: subject and object seem to be the wrong way round", r.Name, choice(r.SubjectKinds), choice(r.ObjectKinds))
	case !slices.Contains(r.SubjectKinds, subject):
		return Errorf(Invalid, "the subject of %s is %s, not %s", r.Name, choice(r.SubjectKinds), subject.withArticle())
	}
	return Errorf(Invalid, "the object of %s is %s, not %s", r.Name, choice(r.ObjectKinds), object.withArticle())
}

// ExclusiveEnds gives the ends of a statement that have one other end at a time: either, where the relation is symmetric. A nil
// relation has none.
func (r *Relation) ExclusiveEnds(st *Statement) []ID {
	switch {
	case r == nil || r.Exclusive == ExclusiveNone || r.Exclusive == "":
		return nil
	case st.Symmetric:
		return []ID{st.Subject, st.Object}
	case r.Exclusive == ExclusiveSubject:
		return []ID{st.Subject}
	}
	return []ID{st.Object}
}

// SameDefinition says whether two datasets mean the same by a relation's name; the description may differ.
func (r *Relation) SameDefinition(o *Relation) error {
	for _, key := range []struct {
		name        string
		there, here any
	}{
		{"label", r.Label, o.Label}, {"inverseLabel", r.InverseLabel, o.InverseLabel}, {"category", r.Category, o.Category},
		{"symmetric", r.Symmetric, o.Symmetric}, {"exclusive", r.Exclusive, o.Exclusive},
		{"subjectKinds", r.SubjectKinds, o.SubjectKinds}, {"objectKinds", r.ObjectKinds, o.ObjectKinds}, {"ends", r.Ends, o.Ends},
		{"existence of the subject", r.SubjectExistence, o.SubjectExistence}, {"existence of the object", r.ObjectExistence, o.ObjectExistence},
		{"beginTolerance", r.BeginTolerance, o.BeginTolerance}, {"qualifiers", describeQualifiers(r), describeQualifiers(o)},
	} {
		if there, here := fmt.Sprint(key.there), fmt.Sprint(key.here); there != here {
			return Errorf(Invalid, "%s is already defined by %s with another %s: %s there, %s here", r.Name, r.Dataset, key.name, there, here)
		}
	}
	return nil
}

// describeQualifiers writes what two datasets must mean alike by the qualifiers of a relation; their descriptions and labels may differ.
func describeQualifiers(r *Relation) string {
	var all []string
	for _, d := range r.Qualifiers {
		one := []string{d.Name, strings.ToLower(string(d.Type))}
		if d.Unit != "" {
			one = append(one, "in "+Quote(string(d.Unit)))
		}
		if d.Min != "" || d.Max != "" {
			one = append(one, "from "+string(d.Min)+" to "+string(d.Max))
		}
		if d.Codes != nil {
			one = append(one, "of "+strings.Join(d.codes(), "|"))
		}
		all = append(all, strings.Join(one, " "))
	}
	return "[" + strings.Join(all, "; ") + "]"
}

// NodeID is the id.
func (r *Relation) NodeID() ID { return r.ID() }
