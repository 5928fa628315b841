package seed_test

import (
	"testing"

	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
)

// A reader can look every claim up: its document has an address, and its evidence the place in it.
func TestMemberships_CanBeLookedUp(t *testing.T) {
	f := named(t, "memberships")
	for _, d := range f.Documents {
		assert.NotEmpty(t, d.URL, d.ID)
		assert.NotEmpty(t, d.Publisher, d.ID)
	}
	for s := range f.Statements.All() {
		for _, e := range s.Evidence {
			assert.NotEmpty(t, e.Locator, s.ID)
		}
	}
}

// The list of what is to be found says nothing of dates here: only who is in what.
func TestOracle_MembershipsOfTheWorkListAreThere(t *testing.T) {
	area := map[string]knowledge.ID{}
	for _, e := range areas(reference(t).Entities) {
		area[now(t, e, knowledge.SchemeISO3)] = e.ID
	}
	object := map[string]knowledge.ID{
		"NATO": "alliance:nato", "PFP": "program:pfp", "EU": "organization:eu", "CST": "agreement:collective-security-treaty", "CSTO": "alliance:csto",
		"CIS": "organization:cis", "SCO": "organization:sco", "BRICS": "organization:brics", "OSCE": "organization:osce", "EAEU": "organization:eaeu",
		"GUAM": "organization:guam", "OTS": "organization:ots",
	}
	said := map[[2]knowledge.ID]bool{}
	for s := range named(t, "memberships").Statements.All() {
		if s.Affirms() {
			said[[2]knowledge.ID{s.Subject, s.Object}] = true
		}
	}
	for _, row := range oracle(t, "memberships-draft", "memberships.csv") {
		link := [2]knowledge.ID{area[row["iso3"]], object[row["org"]]}
		assert.True(t, said[link], "%s %s: %v", row["org"], row["iso3"], link)
	}
}
