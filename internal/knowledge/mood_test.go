package knowledge_test

import (
	"testing"

	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
)

func TestLabelIn_ReadsLikeAFactOnlyWhereItIsAsserted(t *testing.T) {
	member := &knowledge.Relation{Label: "is a member of", InverseLabel: "has as a member"}
	for mood, want := range map[knowledge.Mood][2]string{
		{Polarity: knowledge.Affirmed, Modality: knowledge.Asserted}: {"is a member of", "has as a member"},
		{Polarity: knowledge.Affirmed, Modality: knowledge.Reported}: {"is reported to be a member of", "is reported to have as a member"},
		{Polarity: knowledge.Affirmed, Modality: knowledge.Promised}: {"is promised to be a member of", "is promised to have as a member"},
		{Polarity: knowledge.Affirmed, Modality: knowledge.Planned}:  {"is planned to be a member of", "is planned to have as a member"},
		{Polarity: knowledge.Denied, Modality: knowledge.Asserted}:   {"is said not to be a member of", "is said not to have as a member"},
		{Polarity: knowledge.Denied, Modality: knowledge.Reported}:   {"is reported not to be a member of", "is reported not to have as a member"},
		{Polarity: knowledge.Denied, Modality: knowledge.Promised}:   {"is promised not to be a member of", "is promised not to have as a member"},
		{Polarity: knowledge.Denied, Modality: knowledge.Planned}:    {"is planned not to be a member of", "is planned not to have as a member"},
	} {
		assert.Equal(t, want, [2]string{member.LabelIn(mood), member.InverseLabelIn(mood)}, mood)
	}
	assert.Len(t, knowledge.Moods(), 8)
}

func TestLabelIn_KnowsTheVerbsOfLabels(t *testing.T) {
	for label, want := range map[string]string{
		"takes part in": "is planned to take part in", "lies in": "is planned to lie in", "supplies arms to": "is planned to supply arms to",
		"aligns its standards with": "is planned to align its standards with", "was mediated by": "is planned to have been mediated by",
		"mediated": "is planned to have mediated", "became independent of": "is planned to have become independent of",
		"opposes": "is planned to oppose", "promises": "is planned to promise", "goes to": "is planned to go to", "reaches": "is planned to reach",
		"has close ties with": "is planned to have close ties with", "left": "is planned to have left", "borders": "is planned to border",
	} {
		r := &knowledge.Relation{Label: label}
		assert.Equal(t, want, r.LabelIn(knowledge.Mood{Polarity: knowledge.Affirmed, Modality: knowledge.Planned}))
	}
}
