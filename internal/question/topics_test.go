package question_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/question"
)

func TestStatementFilter_OfATopicInAnotherCase_NamesTheLikelyOne(t *testing.T) {
	q := seeded(t).NewRequest()
	for _, topic := range []string{"Energy", "ENERGY", "Énergie"} {
		where := &question.StatementFilter{StatementFilter: knowledge.StatementFilter{Topics: []string{"trade", topic}}}
		_, err := q.StatementFilter(t.Context(), all(t, q), where)
		assertError(t, err, knowledge.BadInput, "topics are in lower case")
	}
	_, err := q.StatementFilter(t.Context(), all(t, q), &question.StatementFilter{StatementFilter: knowledge.StatementFilter{Topics: []string{"energy", "энергия", "5g"}}})
	require.NoError(t, err)
}
