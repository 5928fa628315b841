package knowledge

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNearest_OfCodes_SuggestsOnlySlips(t *testing.T) {
	codes := []string{"cow:372", "cow:371", "cow:020", "iso3:GEO", "iso3:XKX", "isonum:004", "wikidata:Q230", "country:georgia"}
	for word, want := range map[string]string{
		"iso3:geo": "iso3:GEO", "ISO3:GEO": "iso3:GEO", "cow:0372": "cow:372", "isonum:4": "isonum:004", "cow:20": "cow:020", "cow:732": "cow:372",
		"iso3:GOE": "iso3:GEO", "wikidata:q230": "wikidata:Q230", "wikidata:Q320": "wikidata:Q230",
		"cow:3720": "", "cow:373": "", "cow:37": "", "iso3:XXX": "", "iso3:GER": "", "isonum:372": "", "gw:372": "", "cow:": "", "cow:273": "",
	} {
		assert.Equal(t, want, Nearest(word, codes), word)
	}
	assert.Equal(t, "country:georgia", Nearest("country:gerogia", codes), "an id is no code")
}
