package dataset

import (
	"entente/internal/dataset/rules"
	"entente/internal/dataset/yamlfile"
	"entente/internal/mapping"
)

// Code names a kind of problem, for programs and for the documentation. It never changes.
type Code string

// The codes of errors.
const (
	// MissingFile: dataset.yaml is not there.
	MissingFile Code = "missing-file"
	// UnknownFile: a file that the format does not have; an error if it is probably meant to be one of them, else a warning.
	UnknownFile Code = "unknown-file"
	// Unreadable: a file cannot be read, is no file, or a link in its path leaves the folder.
	Unreadable Code = "unreadable"
	// TooLarge: a file, a line, an entry, a text or a list is over its bound.
	TooLarge Code = yamlfile.TooLarge
	// NotUTF8: the bytes are not UTF-8.
	NotUTF8 Code = "not-utf8"
	// ControlCharacter: a character that is no text.
	ControlCharacter Code = "control-character"
	// BrokenYAML: not YAML, or YAML that is not read: anchors, aliases, tags, several documents, deep nesting.
	BrokenYAML Code = yamlfile.BrokenYAML
	// WrongType: a number where a text belongs, a text where a list belongs, and so on.
	WrongType Code = "wrong-type"
	// UnknownKey: a key that the format does not have.
	UnknownKey Code = "unknown-key"
	// DuplicateKey: a key stands twice.
	DuplicateKey Code = "duplicate-key"
	// MissingKey: a key that must be there is not.
	MissingKey Code = "missing-key"
	// BadValue: a value is empty, out of range, or none of those that there are.
	BadValue Code = "bad-value"
	// BadID: an id is not kind:slug, or not of the right kind.
	BadID Code = "bad-id"
	// BadDate: a date is not EDTF of level 0 or 1, or does not exist.
	BadDate Code = "bad-date"
	// EndBeforeBegin: a span of time ends before it begins.
	EndBeforeBegin Code = "end-before-begin"
	// BadLanguage: a language is no BCP 47 tag.
	BadLanguage Code = "bad-language"
	// BadIdentifier: a code does not have the form of its scheme.
	BadIdentifier Code = "bad-identifier"
	// UnknownLicense: a licence is no SPDX licence expression.
	UnknownLicense Code = "unknown-license"
	// DuplicateID: two entities, relations or documents have one id.
	DuplicateID Code = "duplicate-id"
	// DuplicateValue: an item of a list stands twice.
	DuplicateValue Code = "duplicate-value"
	// RelationDiffers: a relation is defined otherwise by another dataset.
	RelationDiffers Code = "relation-differs"
	// NoFrontMatter: a document does not begin with front matter.
	NoFrontMatter Code = "no-front-matter"
	// NoDate: a document has neither publishedOn nor retrievedOn.
	NoDate Code = "no-date"
	// BadFootnote: a footnote's mark or definition is malformed.
	BadFootnote Code = "bad-footnote"
	// FootnoteWithoutMark: a footnote is defined, but no mark in the text refers to it.
	FootnoteWithoutMark Code = "footnote-without-mark"
	// UnknownEntity: nothing is called so.
	UnknownEntity Code = "unknown-entity"
	// AmbiguousName: several entities are called so.
	AmbiguousName Code = "ambiguous-name"
	// WrongTime: a code is used for a time in which nobody is known to have it; for a name a warning.
	WrongTime Code = "wrong-time"
	// UnknownRelation: no relation has this name.
	UnknownRelation Code = "unknown-relation"
	// UnknownQualifier: the relation declares no qualifier of this name.
	UnknownQualifier Code = "unknown-qualifier"
	// KindNotJoined: the relation does not join entities of these kinds.
	KindNotJoined Code = "kind-not-joined"
	// UnknownDocument: the dataset has no such document.
	UnknownDocument Code = "unknown-document"
	// NoEvidence: a statement without a quote or a locator.
	NoEvidence Code = "no-evidence"
	// QuoteNotFound: the quote is not in the document's text.
	QuoteNotFound Code = "quote-not-found"
	// QuoteAmbiguous: the quote occurs several times, and nothing says which is meant.
	QuoteAmbiguous Code = "quote-ambiguous"
	// DuplicateStatement: two statements say the same.
	DuplicateStatement Code = "duplicate-statement"
	// UnusedWaiver: a waiver matches no finding of a rule.
	UnusedWaiver Code = "unused-waiver"
)

// The codes of errors of mappings and their tables.
const (
	UnknownColumn        Code = mapping.UnknownColumn
	BadExpression        Code = mapping.BadExpression
	MissingTable         Code = mapping.MissingTable
	BrokenTable          Code = mapping.BrokenTable
	BrokenRow            Code = mapping.BrokenRow
	EmptyCell            Code = mapping.EmptyCell
	UnmappedValue        Code = mapping.UnmappedValue
	NoJoinedRow          Code = mapping.NoJoinedRow
	ChangedBySpreadsheet Code = mapping.ChangedBySpreadsheet
)

// The codes of warnings.
const (
	// NotNFC: a text is not in Unicode normalization form C; it was put into it.
	NotNFC Code = "not-nfc"
	// UnknownScheme: an identifier's scheme is unknown to the graph; it is kept.
	UnknownScheme Code = "unknown-scheme"
	// FootnoteUndefined: a mark has no definition, though others have one.
	FootnoteUndefined Code = "footnote-undefined"
	// UnusedDocument: no statement cites the document.
	UnusedDocument Code = "unused-document"
	// BeginsAfterDocument: a claim begins after the document that makes it was published.
	BeginsAfterDocument Code = "begins-after-document"
	// DuplicateCode: a code is given to two entities of the same time.
	DuplicateCode Code = "duplicate-code"
	// DuplicateName: a name means two entities of the same time.
	DuplicateName Code = "duplicate-name"
	// SimilarName: a name looks like another entity's: it has the same words in another order, its initials, or but another letter.
	SimilarName Code = "similar-name"
	// RepeatedCode: an entity has a code twice, for times that meet, or two codes of a scheme at once.
	RepeatedCode Code = "repeated-code"
	// RepeatedName: an entity has a name twice.
	RepeatedName Code = "repeated-name"
	// InvisibleCharacter: a text holds a character that shows nothing, or turns the direction of writing.
	InvisibleCharacter Code = "invisible-character"
	// WrongEncoding: a text was read in another encoding than it was written in, or has lost characters.
	WrongEncoding Code = "wrong-encoding"
	// ClaimAndDenial: one quote is evidence for a claim and for its denial.
	ClaimAndDenial Code = "claim-and-denial"
	// FutureDate: a document is published or retrieved on a day that is still to come.
	FutureDate Code = "future-date"
	// ReplacesDataset: the graph has a dataset of this id that is mostly another.
	ReplacesDataset Code = "replaces-dataset"
	// EmptyFile: a list file holds no item.
	EmptyFile Code = "empty-file"
	// WindowsName: a file or the folder has a name that Windows cannot hold.
	WindowsName Code = "windows-name"
	// BasedInCircle: documents are based on each other in a circle.
	BasedInCircle Code = "based-in-circle"
	// CommentAfterText: a # within a line makes what follows a comment, which may be meant to be text.
	CommentAfterText Code = yamlfile.CommentAfterText
	// SameEnds: a statement joins an entity to itself.
	SameEnds Code = "same-ends"
)

// The codes of what rules of the domain find: errors where a document contradicts itself, warnings elsewhere.
const (
	MemberBeforeFounding Code = rules.MemberBeforeFounding
	OpenAfterAccession   Code = rules.OpenAfterAccession
	OfficeAfterDeath     Code = rules.OfficeAfterDeath
	TwoAtOnce            Code = rules.TwoAtOnce
	SymmetricTwice       Code = rules.SymmetricTwice
	BorderOneSided       Code = rules.BorderOneSided
)

// Codes are all codes: first those of errors, then those of warnings, then those of rules.
func Codes() []Code {
	return []Code{
		MissingFile, UnknownFile, Unreadable, TooLarge, NotUTF8, ControlCharacter, BrokenYAML, WrongType, UnknownKey,
		DuplicateKey, MissingKey, BadValue, BadID, BadDate, EndBeforeBegin, BadLanguage, BadIdentifier, UnknownLicense,
		DuplicateID, DuplicateValue, RelationDiffers, NoFrontMatter, NoDate, BadFootnote, FootnoteWithoutMark,
		UnknownEntity, AmbiguousName, WrongTime, UnknownRelation, UnknownQualifier, KindNotJoined, UnknownDocument, NoEvidence, QuoteNotFound,
		QuoteAmbiguous, DuplicateStatement, UnusedWaiver,
		UnknownColumn, BadExpression, MissingTable, BrokenTable, BrokenRow, EmptyCell, UnmappedValue, NoJoinedRow, ChangedBySpreadsheet,
		NotNFC, UnknownScheme, FootnoteUndefined, UnusedDocument, BeginsAfterDocument, DuplicateCode, DuplicateName,
		SimilarName, RepeatedCode, RepeatedName, InvisibleCharacter, WrongEncoding,
		ClaimAndDenial, FutureDate, ReplacesDataset, EmptyFile, WindowsName, BasedInCircle, CommentAfterText, SameEnds,
		MemberBeforeFounding, OpenAfterAccession, OfficeAfterDeath, TwoAtOnce, SymmetricTwice, BorderOneSided,
	}
}
