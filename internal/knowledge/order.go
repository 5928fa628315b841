package knowledge

// SortDirection is the direction of an order.
type SortDirection string

// The directions. Descending is the reverse of ascending, except that rows without a value stay last.
const (
	Ascending  SortDirection = "ASC"
	Descending SortDirection = "DESC"
)

// StatementOrderField names an order of statements.
type StatementOrderField string

// The orders of statements.
const (
	OrderValidFrom       StatementOrderField = "VALID_FROM"
	OrderValidTo         StatementOrderField = "VALID_TO"
	OrderRelation        StatementOrderField = "RELATION"
	OrderPlaceInDocument StatementOrderField = "PLACE_IN_DOCUMENT"
	// OrderQualifier: by the value of a qualifier, which the order names.
	OrderQualifier StatementOrderField = "QUALIFIER"
)

// StatementOrder is an order of statements.
type StatementOrder struct {
	By        StatementOrderField
	Direction SortDirection
	// Qualifier is the name of the qualifier of OrderQualifier, else empty.
	Qualifier string
}

// EntityOrderField names an order of entities.
type EntityOrderField string

// The orders of entities. OrderDate is of events: by when the held statements in scope say that they began.
const (
	OrderID   EntityOrderField = "ID"
	OrderName EntityOrderField = "NAME"
	OrderDate EntityOrderField = "DATE"
)

// EntityOrder is an order of entities.
type EntityOrder struct {
	By        EntityOrderField
	Direction SortDirection
}

// DocumentOrderField names an order of documents.
type DocumentOrderField string

// The orders of documents. A document without a publication date is ordered by the day of its retrieval.
const (
	OrderPublishedOn DocumentOrderField = "PUBLISHED_ON"
	OrderTitle       DocumentOrderField = "TITLE"
)

// DocumentOrder is an order of documents.
type DocumentOrder struct {
	By        DocumentOrderField
	Direction SortDirection
}
