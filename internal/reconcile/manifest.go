package reconcile

import (
	"net/http"
	"strings"

	"entente/internal/knowledge"
)

// The size of a preview in pixels.
const (
	previewWidth  = 420
	previewHeight = 260
)

// object is a kind of entity, or a property, as answers name it.
type object struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
}

type manifest struct {
	Versions        []string           `json:"versions"`
	Name            string             `json:"name"`
	IdentifierSpace string             `json:"identifierSpace"`
	SchemaSpace     string             `json:"schemaSpace"`
	ServiceVersion  string             `json:"serviceVersion,omitempty"`
	DefaultTypes    []object           `json:"defaultTypes"`
	View            location           `json:"view"`
	Preview         frame              `json:"preview"`
	Suggest         map[string]suggest `json:"suggest"`
	Extend          extension          `json:"extend"`
	BatchSize       int                `json:"batchSize"`
}

type location struct {
	URL string `json:"url"`
}

type frame struct {
	URL    string `json:"url"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

type suggest struct {
	ServiceURL  string `json:"service_url"`
	ServicePath string `json:"service_path"`
	FlyoutPath  string `json:"flyout_service_path,omitempty"`
}

type extension struct {
	ProposeProperties suggest   `json:"propose_properties"`
	PropertySettings  []setting `json:"property_settings"`
}

// setting is what a client may set for a property that it asks for.
type setting struct {
	Name     string `json:"name"`
	Label    string `json:"label"`
	Type     string `json:"type"`
	Default  string `json:"default"`
	HelpText string `json:"help_text"`
}

// manifest says what the service offers, with the address under which the client has reached it.
func (s *Service) manifest(r *http.Request) manifest {
	base := baseOf(r)
	return manifest{
		Versions:        []string{"0.2"},
		Name:            "Entente",
		IdentifierSpace: base + "/map/?sel=",
		SchemaSpace:     base + "/schema.graphql#EntityKind",
		ServiceVersion:  s.version,
		DefaultTypes:    kinds(),
		View:            location{base + "/map/?sel={{id}}"},
		Preview:         frame{base + previewPath + "?id={{id}}", previewWidth, previewHeight},
		Suggest: map[string]suggest{
			"entity":   {base, entityPath, flyoutPath + "?id=${id}"},
			"property": {base, propertyPath, ""},
			"type":     {base, typePath, ""},
		},
		Extend: extension{
			ProposeProperties: suggest{base, proposalsPath, ""},
			PropertySettings:  []setting{{asOf, "As of", "text", "", "A date, as 1994 or 1994-05-04: names and codes of that time."}},
		},
		BatchSize: MaxBatch,
	}
}

// baseOf is the address of the server as the client writes it. A proxy that ends TLS says so in X-Forwarded-Proto.
func baseOf(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https") {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// kinds are the types of the service: the kinds of entities.
func kinds() []object {
	var all []object
	for _, k := range knowledge.EntityKinds() {
		all = append(all, kindOf(k))
	}
	return all
}

func kindOf(k knowledge.EntityKind) object {
	word := k.Prefix()
	return object{ID: string(k), Name: strings.ToUpper(word[:1]) + word[1:]}
}
