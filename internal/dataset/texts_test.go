package dataset_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// Texts that come from a PDF, a page of the web or another encoding.
func TestProblemsOfTextsFromElsewhere(t *testing.T) {
	article := func(text string) map[string]string {
		return map[string]string{"documents/article.md": demoDocument(text + "\n"), "statements.yaml": ""}
	}
	quoted := func(text, quote string) map[string]string {
		return map[string]string{"documents/article.md": demoDocument(text + "\n"), "statements.yaml": "- {subject: Georgia, relation: MEMBER_OF, object: NATO, quote: \"" + quote + "\"}\n"}
	}
	runProblems(t, []problemCase{
		{"UTF-8 read as Windows-1252", only("- {id: country:turkey, name: TÃ¼rkiye}\n- {id: country:b, name: CÃ´te dâ€™Ivoire}\n- {id: country:c, name: Ð“Ñ€ÑƒÐ·}\n"), []string{
			`entities.yaml:1:30: warning: name is UTF-8 that was read as another encoding: "TÃ¼rkiye"; write "Türkiye" [wrong-encoding]`,
			`entities.yaml:2:25: warning: name is UTF-8 that was read as another encoding: "CÃ´te dâ€™Ivoire"; write "Côte d’Ivoire" [wrong-encoding]`,
			`entities.yaml:3:25: warning: name is UTF-8 that was read as another encoding: "Ð“Ñ€ÑƒÐ·"; write "Груз" [wrong-encoding]`,
		}},
		{"letters that are meant", only("- {id: country:turkey, name: Türkiye, names: [{text: São Tomé, kind: alias}, {text: Ñuñoa, kind: alias}, {text: Łódź «œuvre», kind: alias}, {text: ÅÄÖ, kind: alias}]}\n"), nil},
		{"UTF-8 of a document read as Windows-1252", article("One.\nThe CÃ´te dâ€™Ivoire.\nTÃ¼rkiye."), []string{
			`documents/article.md:8:5: warning: the text is UTF-8 that was read as another encoding (in 2 lines, this one first): "CÃ´te" is likely "Côte"; take the text from its source again [wrong-encoding]`,
		}},
		{"lost characters of a document", article("One.\nArm�nia."), []string{
			`documents/article.md:8:4: warning: the text holds U+FFFD, which stands for a character that was lost (in this line); take the text from its source again [wrong-encoding]`,
		}},
		{"line separator in a name", only("- {id: country:a, name: \"Aa\\u2028a\", description: \"Bb\\u2029b\"}\n"), []string{
			`entities.yaml:1:25: error: name is a text of one line; remove the line breaks [bad-value]`,
		}},
		{"ligature of a document", quoted("The ofﬁce of Georgia.", "The office"), []string{
			`statements.yaml:1:64: error: "The office" is not in the text of document:article; the nearest passage is on line 7: "The ofﬁce"; the document has the character U+FB01 there [quote-not-found]`,
		}},
		{"ligature of a quote", quoted("The office of Georgia.", "The ofﬁce"), []string{
			`statements.yaml:1:64: error: "The ofﬁce" is not in the text of document:article; the nearest passage is on line 7: "The office"; the quote has the character U+FB01 there [quote-not-found]`,
		}},
		{"soft hyphen of a document", quoted("Georgia will be\u00adcome a member.", "Georgia will become a member"), []string{
			`statements.yaml:1:64: error: "Georgia will become a member" is not in the text of document:article; the nearest passage is on line 7: "Georgia will be\u00adcome a member"; the document has the character U+00AD there [quote-not-found]`,
		}},
		{"soft hyphen of a quote", quoted("Georgia will become a member.", "Georgia will be\u00adcome a member"), []string{
			`statements.yaml:1:64: error: "Georgia will be\u00adcome a member" is not in the text of document:article; the nearest passage is on line 7: "Georgia will become a member"; the quote has the character U+00AD there [quote-not-found]`,
		}},
		{"word divided at the end of a line", quoted("Georgia will become a member.", "Georgia will be- come a member"), []string{
			`statements.yaml:1:64: error: "Georgia will be- come a member" is not in the text of document:article; the nearest passage is on line 7: "Georgia will become a member"; write a word that was divided at the end of a line as one [quote-not-found]`,
		}},
		{"no-break space", quoted("Georgia will become a member.", "Georgia will become a member"), nil},
		{"gap", quoted("Georgia will become a member.", "Georgia [...] a member"), []string{
			`statements.yaml:1:64: error: "Georgia [...] a member" is not in the text of document:article; the nearest passage is on line 7: "Georgia will become a member"; a quote has no gaps: give each passage as an evidence of its own [quote-not-found]`,
		}},
		{"footnote in a quote", quoted("Georgia will[^1] become a member.", "Georgia will[^1] become"), []string{
			`statements.yaml:1:64: error: "Georgia will[^1] become" is not in the text of document:article; the nearest passage is on line 7: "Georgia will become a"; leave the marks of footnotes out of the quote [quote-not-found]`,
		}},
		{"claim and denial", map[string]string{"statements.yaml": "- {subject: Georgia, relation: MEMBER_OF, object: NATO, quote: will become}\n- {subject: Georgia, relation: MEMBER_OF, object: NATO, polarity: denied, modality: reported, quote: will become}\n- {subject: Armenia, relation: MEMBER_OF, object: NATO, polarity: denied, quote: will become}\n"}, []string{
			`statements.yaml:2:102: warning: this quote is evidence for the claim on line 1 as well, which this denies; quote what says the one, and what says the other [claim-and-denial]`,
		}},
		{"claim, and denial of the time after", map[string]string{"statements.yaml": "- {subject: Georgia, relation: MEMBER_OF, object: NATO, valid: /2020, quote: will become}\n- {subject: Georgia, relation: MEMBER_OF, object: NATO, valid: 2020/.., polarity: denied, quote: will become}\n"}, nil},
		{"claim, and denial by another passage", map[string]string{"statements.yaml": "- {subject: Georgia, relation: MEMBER_OF, object: NATO, quote: will become}\n- {subject: Georgia, relation: MEMBER_OF, object: NATO, polarity: denied, quote: are allies}\n"}, nil},
	})
}

func TestDocuments_OfTheFuture_AreTold(t *testing.T) {
	dated := func(dates string) map[string]string {
		return one("documents/article.md", strings.Replace(demo()["documents/article.md"], "publishedOn: 2025-11-17", dates, 1))
	}
	for dates, want := range map[string]string{
		"publishedOn: 2025-11-17": "", "publishedOn: 2025-11-19": "", "publishedOn: 2025": "", "publishedOn: 202X": "",
		"publishedOn: 2099":                          "documents/article.md:3:14: warning: publishedOn (2099) is still to come; write the day on which it was [future-date]",
		"publishedOn: 2025\nretrievedOn: 2025-12-01": "documents/article.md:4:14: warning: retrievedOn (2025-12-01) is still to come; write the day on which it was [future-date]",
	} {
		f := read(t, dated(dates))
		f.CheckFuture(time.Date(2025, 11, 18, 0, 0, 0, 0, time.UTC))
		assert.Equal(t, want, f.Problems.String())
	}
}
