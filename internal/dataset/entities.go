package dataset

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"entente/internal/knowledge"

	"golang.org/x/text/language"
)

func entityShape() shape {
	return shape{
		what:     "an entity",
		required: []string{"id", "name"},
		optional: []string{"abbreviation", "description", "names", "identifiers", "location", "region"},
	}
}

func nameShape() shape {
	return shape{what: "a name", required: []string{"text", "kind"}, optional: []string{"language", "from", "to"}}
}

func identifierShape() shape {
	return shape{what: "an identifier", required: []string{"scheme", "value"}, optional: []string{"from", "to"}}
}

func locationShape() shape {
	return shape{what: "a location", required: []string{"latitude", "longitude"}}
}

// readEntities reads entities.yaml.
func (r *reader) readEntities(ctx context.Context) {
	r.file(entitiesFile).list(ctx, entityShape(), r.takeEntity)
}

// takeEntity adds an entity, unless its id is wrong or stands already.
func (r *reader) takeEntity(rec *record) {
	before := len(r.callings)
	part := r.decodeEntity(rec)
	if part.ID == "" {
		return
	}
	if err := knowledge.CheckEntityID(part.ID); err != nil {
		rec.fail(rec.valueAt("id"), BadID, err.Error(), "")
		return
	}
	if r.define(rec, "id", part) {
		r.folder.Entities = append(r.folder.Entities, part)
	} else {
		r.callings = r.callings[:before]
	}
}

// decodeEntity reads an entity; its id is empty if it is missing.
func (r *reader) decodeEntity(rec *record) *knowledge.EntityPart {
	part := &knowledge.EntityPart{Dataset: r.folder.Dataset.ID}
	part.ID = rec.text("id", knowledge.MaxIDLength)
	part.Name = rec.text("name", MaxName)
	part.Abbreviation = knowledge.Text(rec.text("abbreviation", MaxName))
	part.Description = rec.prose("description")
	part.Region = knowledge.Text(rec.region("region"))
	r.call(part, rec.valueAt("name"), knowledge.Name{Text: part.Name})
	r.call(part, rec.valueAt("abbreviation"), knowledge.Name{Text: string(part.Abbreviation)})
	for _, n := range rec.records("names", nameShape()) {
		name := decodeName(n)
		if name.Text == "" {
			continue
		}
		n.checkRepeatedName(part, name)
		part.Names = appendUnique(n, part.Names, name)
		r.call(part, n.valueAt("text"), name)
	}
	for _, i := range rec.records("identifiers", identifierShape()) {
		code := r.decodeIdentifier(i)
		if code.Scheme == "" || code.Value == "" {
			continue
		}
		i.checkRepeatedCode(part, code)
		part.Identifiers = appendUnique(i, part.Identifiers, code)
		r.callByCode(part, i.valueAt("value"), code)
	}
	if l := rec.mapping("location", locationShape()); l != nil {
		part.Location = &knowledge.GeoPoint{Latitude: l.number("latitude", -90, 90), Longitude: l.number("longitude", -180, 180)}
	}
	return part
}

// region gives the name of a region of M49, for its name in any case, or its code.
func (r *record) region(key string) string {
	text := r.text(key, MaxName)
	if text == "" {
		return ""
	}
	within, err := knowledge.RegionsWithin(text)
	if err != nil {
		r.fail(r.valueAt(key), BadValue, err.Error(), "leave it out for what M49 does not list")
		return ""
	}
	return within[0]
}

// appendUnique appends a value to a list, or reports it if the list has it already.
func appendUnique[T comparable](rec *record, list []T, one T) []T {
	if slices.Contains(list, one) {
		rec.fail(rec.at, DuplicateValue, rec.shape.what+" stands here for the second time", "remove it")
		return list
	}
	return append(list, one)
}

func decodeName(rec *record) knowledge.Name {
	n := knowledge.Name{
		Text:     rec.text("text", MaxName),
		Kind:     choice(rec, "kind", knowledge.NameKinds(), ""),
		Language: knowledge.Text(rec.language("language")),
	}
	n.ValidFrom, n.ValidTo = rec.span("from", "to")
	return n
}

// language gives a BCP 47 tag, as written.
func (r *record) language(key string) string {
	tag := r.text(key, MaxName)
	if tag == "" {
		return ""
	}
	// The parser also takes the underscore of locale names, which BCP 47 does not have.
	if _, err := language.Parse(tag); err != nil || strings.Contains(tag, "_") {
		r.fail(r.valueAt(key), BadLanguage, quoted(tag)+" is no BCP 47 language tag", "write en, ka, az-Latn or the like")
		return ""
	}
	return tag
}

// The schemes that the graph knows, with the form of their codes. M49's are those of the UN's standard for areas.
const schemeM49 = "m49"

// schemeForm is a scheme with the form of its codes, which words describe.
type schemeForm struct {
	scheme string
	form   *regexp.Regexp
	words  string
}

var schemeForms = []schemeForm{
	{knowledge.SchemeISO2, regexp.MustCompile(`^[A-Z]{2}$`), "two capital letters"},
	{knowledge.SchemeISO3, regexp.MustCompile(`^[A-Z]{3}$`), "three capital letters"},
	{knowledge.SchemeISO2User, regexp.MustCompile(`^(?:AA|Q[M-Z]|X[A-Z]|ZZ)$`), "two capital letters of those left to users: AA, QM to QZ, XA to XZ, ZZ"},
	{knowledge.SchemeISO3User, regexp.MustCompile(`^(?:AA[A-Z]|Q[M-Z][A-Z]|X[A-Z][A-Z]|ZZ[A-Z])$`), "three capital letters of those left to users: AAA to AAZ, QMA to QZZ, XAA to XZZ, ZZA to ZZZ"},
	{knowledge.SchemeISONum, regexp.MustCompile(`^\d{3}$`), "three digits"},
	{knowledge.SchemeCOW, regexp.MustCompile(`^\d{1,4}$`), "up to four digits"},
	{knowledge.SchemeCOWC, regexp.MustCompile(`^[A-Z]{2,3}$`), "two or three capital letters"},
	{knowledge.SchemeGW, regexp.MustCompile(`^\d{1,4}$`), "up to four digits"},
	{knowledge.SchemeGWC, regexp.MustCompile(`^[A-Z]{2,3}$`), "two or three capital letters"},
	{knowledge.SchemeWikidata, regexp.MustCompile(`^Q[1-9]\d*$`), "Q and a number"},
	{knowledge.SchemeCAMEO, regexp.MustCompile(`^[A-Z]{3,15}$`), "capital letters, three or more"},
	{schemeM49, regexp.MustCompile(`^\d{3}$`), "three digits"},
}

var schemeName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// decodeIdentifier reads an identifier and checks the format of its code. A scheme that the graph does not know is told once.
func (r *reader) decodeIdentifier(rec *record) knowledge.Identifier {
	i := knowledge.Identifier{Scheme: rec.text("scheme", MaxName), Value: rec.text("value", MaxName)}
	i.ValidFrom, i.ValidTo = rec.span("from", "to")
	if i.Scheme == "" || i.Value == "" {
		return i
	}
	for _, s := range schemeForms {
		if s.scheme != i.Scheme {
			continue
		}
		if !s.form.MatchString(i.Value) {
			rec.fail(rec.valueAt("value"), BadIdentifier, fmt.Sprintf("%s is no %s code, which has %s", quoted(i.Value), i.Scheme, s.words), formHint(s, i.Value))
		}
		return i
	}
	if !schemeName.MatchString(i.Scheme) {
		rec.failOnce(rec.valueAt("scheme"), BadIdentifier, fmt.Sprintf("%s is no name of a scheme: it has letters a-z, digits and -", quoted(i.Scheme)), schemeHint(i.Scheme))
		return i
	}
	if r.unknownSchemes[i.Scheme] {
		return i
	}
	r.unknownSchemes[i.Scheme] = true
	rec.warn(rec.valueAt("scheme"), UnknownScheme, fmt.Sprintf("the graph does not know the scheme %s; it is kept as this dataset's own", quoted(i.Scheme)), schemeHint(i.Scheme))
	return i
}
