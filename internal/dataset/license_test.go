package dataset_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Another licence, or another version, would be loaded without anybody seeing it: a hint names it only where it is meant.
func TestLicenses_ThatAreNone_AreAnsweredWithTheLikelyOne(t *testing.T) {
	const none, own = "https://spdx.org/licenses lists them; a licence of your own is LicenseRef-name", "a licence of your own, or none, is LicenseRef-name, as LicenseRef-all-rights-reserved"
	for license, hint := range map[string]string{
		"CC-BY 4.0": "did you mean CC-BY-4.0?", "CC BY 4.0": "did you mean CC-BY-4.0?", "cc_by_4.0": "did you mean CC-BY-4.0?", "CC-BY-4": "did you mean CC-BY-4.0?",
		"Creative Commons Attribution 4.0 International": "did you mean CC-BY-4.0?", "https://creativecommons.org/licenses/by-sa/3.0/": "did you mean CC-BY-SA-3.0?",
		"CC-BY": "say which version: CC-BY-4.0, CC-BY-3.0, CC-BY-2.5 or CC-BY-2.0", "CC-BY-5.0": none, "CC BY-NC-ND 3.0 IGO": "did you mean CC-BY-NC-ND-3.0-IGO?",
		"CC0": "did you mean CC0-1.0?", "CC-0": "did you mean CC0-1.0?", "CC0 1.0 Universal": "did you mean CC0-1.0?", "MIT License": "did you mean MIT?", "Apache 2.0": "did you mean Apache-2.0?",
		"Apache License, Version 2.0": "did you mean Apache-2.0?", "GPLv3": "did you mean GPL-3.0-or-later or GPL-3.0-only?", "LGPL 2.1": "did you mean LGPL-2.1-or-later or LGPL-2.1-only?",
		"ODbL": "did you mean ODbL-1.0?", "OGL": "say which: OGL-UK-3.0, OGL-UK-2.0, OGL-UK-1.0 or OGL-Canada-2.0", "Unlicence": "did you mean Unlicense?", "XYZ": none, "MIT or CC0-1.0": none,
		"proprietary": own, "none": own, "All Rights Reserved": own, "MIT, CC0-1.0": "write A AND B where both hold, A OR B where one may choose",
		"Public Domain": "write CC0-1.0 or PDDL-1.0 where it was given to the public domain, else LicenseRef-public-domain",
	} {
		f := read(t, one("dataset.yaml", "id: dataset:demo\ntitle: T\nversion: \"1\"\nlicense: \""+license+"\"\n"))
		require.Len(t, f.Problems.List, 1, license)
		assert.Equal(t, hint, f.Problems.List[0].Hint, license)
	}
}
