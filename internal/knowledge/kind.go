package knowledge

import (
	"slices"
	"strings"
)

// EntityKind is how this graph files an entity; it is not a statement on status.
type EntityKind string

// The kinds of entities. An id begins with its kind in lower case, so that the kind of an id is known without a look-up.
const (
	KindCountry      EntityKind = "COUNTRY"
	KindAlliance     EntityKind = "ALLIANCE"
	KindOrganization EntityKind = "ORGANIZATION"
	KindProgram      EntityKind = "PROGRAM"
	KindAgreement    EntityKind = "AGREEMENT"
	KindEvent        EntityKind = "EVENT"
	KindPerson       EntityKind = "PERSON"
	KindTerritory    EntityKind = "TERRITORY"
	KindRegion       EntityKind = "REGION"
	KindCity         EntityKind = "CITY"
	KindMission      EntityKind = "MISSION"
	KindInitiative   EntityKind = "INITIATIVE"
	KindFacility     EntityKind = "FACILITY"
	KindGroup        EntityKind = "GROUP"
	// KindActor is any other.
	KindActor EntityKind = "ACTOR"
)

// EntityKinds are all kinds, in the order of the contract.
func EntityKinds() []EntityKind {
	return []EntityKind{
		KindCountry, KindAlliance, KindOrganization, KindProgram, KindAgreement, KindEvent, KindPerson, KindTerritory,
		KindRegion, KindCity, KindMission, KindInitiative, KindFacility, KindGroup, KindActor,
	}
}

// Prefix is what ids of this kind begin with: `country`.
func (k EntityKind) Prefix() string { return strings.ToLower(string(k)) }

// KindOf gives the kind of an entity's id; ok is false where the id is no entity's.
func KindOf(id ID) (kind EntityKind, ok bool) {
	prefix, _, ok := SplitID(id)
	if !ok {
		return "", false
	}
	kind = EntityKind(strings.ToUpper(prefix))
	return kind, slices.Contains(EntityKinds(), kind)
}

// CheckEntityID says what is wrong with the id of an entity; see CheckID.
func CheckEntityID(id ID) error {
	if err := CheckID(id); err != nil {
		return err
	}
	if _, ok := KindOf(id); !ok {
		prefix, _, _ := SplitID(id)
		var kinds []string
		for _, k := range EntityKinds() {
			kinds = append(kinds, k.Prefix())
		}
		return Errorf(BadID, "%s is no entity's id: %s is no kind of entity (%s)%s", Quote(id), Quote(prefix), strings.Join(kinds, ", "), DidYouMean(prefix, kinds))
	}
	return nil
}

// withArticle is the kind in a sentence: `an alliance`.
func (k EntityKind) withArticle() string {
	article := "a "
	if strings.ContainsAny(k.Prefix()[:1], "aeio") {
		article = "an "
	}
	return article + k.Prefix()
}

// choice is one of several kinds in a sentence: `an alliance or an organization`.
func choice(kinds []EntityKind) string {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = k.withArticle()
	}
	return strings.Join(words, " or ")
}
