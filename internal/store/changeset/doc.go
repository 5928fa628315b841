// Package changeset decides what a change of the graph does, for every store: which rows change, what is wrong with them, how the parts of
// an entity and the definitions of a relation join, which unchanged statements must be checked again, and what the next revision is.
//
// Start at Stage, which makes a Draft of a change. Draft.Decide asks a Base for what it needs of the newest revision, in batches, and then the
// draft has the rows to put and to remove. The store writes them where readers do not see them, has Draft.CheckRemoved look for what still
// needs a removed row, and publishes Draft.Revision. Looking rows up, indexing and writing them are the store's own.
package changeset
