package dataset

import (
	"entente/internal/dataset/quote"
	"entente/internal/dataset/rules"
	"entente/internal/knowledge"
)

// The functions below say for each key of a shape what may stand there, in the words that editors show.

// datasetKeys are the schemas of the keys of dataset.yaml.
func datasetKeys() map[string]schema {
	return map[string]schema{
		"id":      id([]string{knowledge.DatasetPrefix}, "dataset: and the folder's name."),
		"title":   text(MaxLabel, "A line that says what the dataset is."),
		"license": text(MaxName, "An SPDX licence expression, as CC0-1.0; a licence of your own is LicenseRef-name."),
		"version": text(MaxName, "A text, in quotes: \"1\"."),
		"source":  text(MaxProse, "Where it comes from, in words or an address."),
		"notes":   text(MaxProse, "What was left out, and why."),
		"coverage": describe(object(coverageShape(), map[string]schema{
			"from": date("Where the data begin."),
			"to":   date("Where the data stop: an open end of a claim then means just that."),
		}), "The time that the data cover."),
	}
}

func describe(s schema, about string) schema {
	s["description"] = about
	return s
}

// entityKeys are the schemas of the keys of an entity.
func entityKeys() map[string]schema {
	return map[string]schema{
		"id":           id(kindPrefixes(), "kind:slug, as country:georgia. It never changes once it was published."),
		"name":         text(MaxName, "The name that is shown."),
		"abbreviation": text(MaxName, "As NATO."),
		"description":  text(MaxProse, "A sentence on what it is, nothing disputed."),
		"region":       text(MaxName, "The region of the UN's M49 standard."),
		"names": list(object(nameShape(), map[string]schema{
			"text":     text(MaxName, "The name."),
			"kind":     oneOf(knowledge.NameKinds(), "What name it is."),
			"language": text(MaxName, "A BCP 47 tag: ka, az-Latn."),
			"from":     date("Since when it is used."),
			"to":       date("Until when it was used."),
		}), "More names."),
		"identifiers": list(object(identifierShape(), map[string]schema{
			"scheme": text(MaxName, "iso2, iso3, iso2-user-assigned, iso3-user-assigned, isonum, cow, cowc, gw, gwc, wikidata, cameo, m49 or one of your own."),
			"value":  text(MaxName, "The code, in quotes."),
			"from":   date("Since when it is its code."),
			"to":     date("Until when it was."),
		}), "Codes."),
		"location": describe(object(locationShape(), map[string]schema{
			"latitude":  {"type": "number", "minimum": -90, "maximum": 90},
			"longitude": {"type": "number", "minimum": -180, "maximum": 180},
		}), "A place for drawing, in degrees, WGS 84."),
	}
}

// relationKeys are the schemas of the keys of a relation.
func relationKeys() map[string]schema {
	return map[string]schema{
		"name":         describe(schema{"type": "string", "pattern": "^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$", "maxLength": 64}, "Capital letters, digits and _: MEMBER_OF."),
		"label":        text(MaxName, "Reads from subject to object: is a member of."),
		"inverseLabel": text(MaxName, "Reads from object to subject: has as a member. Left out where symmetric."),
		"category":     oneOf(knowledge.RelationCategories(), "The group of relations that it belongs to."),
		"subjectKinds": some(list(oneOf(knowledge.EntityKinds(), ""), "The kinds that its subject may have.")),
		"objectKinds":  some(list(oneOf(knowledge.EntityKinds(), ""), "The kinds that its object may have.")),
		"description":  text(MaxProse, "A sentence that tells it from its neighbours."),
		"symmetric":    {"type": "boolean", "description": "The same read from either end."},
		"exclusive":    oneOf(knowledge.Exclusives(), "subject: a subject has one object at a time; object: an object has one subject at a time."),
		"ends":         list(text(MaxName, "A relation's name."), "Relations of the same subject and object that are over once one of this relation begins: LEFT ends MEMBER_OF."),
		"existence": describe(object(existenceShape(), map[string]schema{
			"subject": oneOf(knowledge.Existences(), "What it says of the subject's existence."),
			"object":  oneOf(knowledge.Existences(), "What it says of the object's existence."),
		}), "begins, ends, spans: the claim dates the existence of that end; not_required: it may hold while that end does not exist."),
		"beginTolerance": {"type": "integer", "minimum": 1, "maximum": maxTolerance, "description": "By how many days sources that mean the same may differ on its begin."},
		"qualifiers":     list(qualifierSchema(), "The values that its claims may carry."),
	}
}

// documentKeys are the schemas of the keys of a document's front matter.
func documentKeys() map[string]schema {
	return map[string]schema{
		"title":       text(MaxLabel, "The document's title."),
		"language":    text(MaxName, "A BCP 47 tag: en."),
		"reliability": oneOf(knowledge.Reliabilities(), "A letter of the Admiralty code: A completely reliable, to E unreliable; F cannot be judged."),
		"url":         text(MaxLabel, "An address, with https://."),
		"publisher":   text(MaxLabel, "Who published it."),
		"author":      text(MaxLabel, "Who wrote it."),
		"publishedOn": date("The date of publication."),
		"retrievedOn": date("The date on which you saw it."),
		"generator":   text(MaxLabel, "The software that wrote it, where one did."),
		"basedOn":     list(text(MaxName, "The NAME of a document."), "The documents that it repeats or rests on, so that it does not support them."),
	}
}

// statementKeys are the schemas of the keys of a statement.
func statementKeys() map[string]schema {
	return map[string]schema{
		"subject":      entityRefs("Who or what the claim is about: the doer, the member, the part."),
		"relation":     text(MaxName, "The relation's name: MEMBER_OF."),
		"object":       entityRefs("What it stands in the relation to."),
		"valid":        {"type": []string{"string", "number"}, "description": "When it holds: 1994/.., 1994/2004, 2025-08. Left out: the present tense."},
		"polarity":     oneOf(knowledge.Polarities(), "denied: the document says that it is not so."),
		"modality":     oneOf(knowledge.Modalities(), "In which mood the document says it; asserted if left out."),
		"attributedTo": entityRef("Whose word it is, where the document only passes it on."),
		"about":        list(entityRef("A third party."), "Third parties that the claim turns on."),
		"topics":       list(text(MaxName, "A subject matter."), "Subject matters, in lower case."),
		"note":         text(MaxProse, "An adjective or a comparison, verbatim."),
		"document":     text(MaxName, "The document's NAME; may be left out where the dataset has one document."),
		"quote":        {"type": "string", "minLength": 1, "description": "A passage, verbatim."},
		"occurrence":   {"type": "integer", "minimum": 1, "maximum": quote.MaxOccurrences, "description": "Which place of the quote, where it stands several times."},
		"locator":      textOrNumber(MaxLabel, "A row, a page or an article, for a document without text."),
		"evidence":     {},
		"qualifiers": {
			"type": "object", "propertyNames": schema{"pattern": qualifierNamePattern}, "maxProperties": knowledge.MaxQualifiers,
			"additionalProperties": schema{"type": []string{"string", "number"}},
			"description":          "What the claim carries besides: {name: value}, as the relation declares them.",
		},
	}
}

const qualifierNamePattern = "^[a-z][a-zA-Z0-9]*$"

// qualifierKeys are the schemas of the keys of a relation's qualifier.
func qualifierKeys() map[string]schema {
	number := schema{"type": []string{"string", "number"}}
	return map[string]schema{
		"name":        describe(schema{"type": "string", "pattern": qualifierNamePattern, "maxLength": 64}, "Letters and digits, the first a small letter: deathsBest."),
		"type":        oneOf(knowledge.QualifierTypes(), "What values it has."),
		"label":       text(MaxName, "What readers see; if left out, the words of the name."),
		"unit":        text(MaxName, "What a number counts: persons, USD."),
		"description": text(MaxProse, "What it means."),
		"min":         describe(number, "The least number or date."),
		"max":         describe(schema{"type": number["type"]}, "The greatest number or date."),
		"codes": {
			"type": "object", "minProperties": 1, "maxProperties": knowledge.MaxQualifierCodes, "propertyNames": schema{"pattern": "^[a-zA-Z0-9_+-][a-zA-Z0-9._+-]*$", "maxLength": 64},
			"additionalProperties": text(MaxName, "What the code stands for."), "description": "The codes of a qualifier of codes, each with what it stands for.",
		},
	}
}

func waiverKeys() map[string]schema {
	return map[string]schema{
		"rule":      oneOf(rules.Names(), "The rule, as the problem's code names it."),
		"reason":    text(MaxLabel, "Why the claim stands all the same. Readers of the graph see it."),
		"statement": id([]string{knowledge.StatementPrefix}, "The claim's id, in place of its ends."),
		"subject":   entityRef("The claim's subject."),
		"relation":  text(MaxName, "The claim's relation."),
		"object":    entityRef("The claim's object."),
	}
}
