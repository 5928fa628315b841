package dataset_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestProblems_OfYearsWithAStrayDash_SayWhatIsMeant(t *testing.T) {
	for valid, want := range map[string]string{
		"-1994":       "-1994 is of the year 1995 before Christ; write 1994, or /1994 for until then",
		"-2008":       "-2008 is of the year 2009 before Christ; write 2008, or /2008 for until then",
		"-1994-05":    "-1994-05 is of the year 1995 before Christ; write 1994-05, or /1994-05 for until then",
		"-1994/":      "-1994 is of the year 1995 before Christ; write 1994/",
		"-1994/-1999": "-1994 is of the year 1995 before Christ; write 1994/1999",
		"/-1994":      "-1994 is of the year 1995 before Christ; write /1994",
		"–1994":       "write 1994, or /1994 for until then",
		"−1994-05-01": "write 1994-05-01, or /1994-05-01 for until then",
		"1994-":       "write 1994, or 1994/.. for since then",
		"1994–":       "write 1994, or 1994/.. for since then",
		"1994-/":      "write 1994/",
		"1994/–1999":  "write 1994/1999",
	} {
		told := strings.Join(problems(read(t, statement(`valid: "`+valid+`"`))), "\n")
		assert.Contains(t, told, "; "+want+" [", valid)
		assert.Contains(t, told, "error: ", valid)
	}
	for _, valid := range []string{"-0044", "1994-05/..", "1990/1994", "199X"} {
		told := strings.Join(problems(read(t, statement(`valid: "`+valid+`"`))), "\n")
		assert.NotContains(t, told, "before Christ", valid)
		assert.NotContains(t, told, "until then", valid)
	}
}
