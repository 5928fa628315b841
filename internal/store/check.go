package store

import (
	"context"
	"slices"

	"entente/internal/knowledge"
)

// CheckRevision returns an error with the code knowledge.UnknownRevision for a number that is neither 0 nor that of a revision.
func CheckRevision(number, newest int) error {
	if number < 0 || number > newest {
		return knowledge.Errorf(knowledge.UnknownRevision, "there is no revision %d; the newest is %d", number, newest)
	}
	return nil
}

// CheckDatasets returns an error with the code knowledge.UnknownDataset for the first id that is not a dataset of the revision, with a
// suggestion.
func CheckDatasets(ctx context.Context, catalog Catalog, revision int, ids []knowledge.ID) error {
	datasets, err := catalog.Datasets(ctx, revision)
	if err != nil {
		return err
	}
	known := make([]string, len(datasets))
	for i, d := range datasets {
		known[i] = d.ID
	}
	for _, id := range ids {
		if !slices.Contains(known, id) {
			return knowledge.Errorf(knowledge.UnknownDataset, "there is no dataset %s%s", knowledge.Quote(id), knowledge.DidYouMean(id, known))
		}
	}
	return nil
}
