package knowledge

import "slices"

// area is a region of the UN's M49 standard, with its code and the region that it is directly a part of.
type area struct{ name, code, within string }

// areas are the regions of M49 (https://unstats.un.org/unsd/methodology/m49/), each after the one that it is part of. Its other groupings,
// such as least developed countries, are not regions.
func areas() []area {
	return []area{
		{"World", "001", ""},
		{"Africa", "002", "World"},
		{"Northern Africa", "015", "Africa"},
		{"Sub-Saharan Africa", "202", "Africa"},
		{"Eastern Africa", "014", "Sub-Saharan Africa"},
		{"Middle Africa", "017", "Sub-Saharan Africa"},
		{"Southern Africa", "018", "Sub-Saharan Africa"},
		{"Western Africa", "011", "Sub-Saharan Africa"},
		{"Americas", "019", "World"},
		{"Latin America and the Caribbean", "419", "Americas"},
		{"Caribbean", "029", "Latin America and the Caribbean"},
		{"Central America", "013", "Latin America and the Caribbean"},
		{"South America", "005", "Latin America and the Caribbean"},
		{"Northern America", "021", "Americas"},
		{"Asia", "142", "World"},
		{"Central Asia", "143", "Asia"},
		{"Eastern Asia", "030", "Asia"},
		{"South-eastern Asia", "035", "Asia"},
		{"Southern Asia", "034", "Asia"},
		{"Western Asia", "145", "Asia"},
		{"Europe", "150", "World"},
		{"Eastern Europe", "151", "Europe"},
		{"Northern Europe", "154", "Europe"},
		{"Southern Europe", "039", "Europe"},
		{"Western Europe", "155", "Europe"},
		{"Oceania", "009", "World"},
		{"Australia and New Zealand", "053", "Oceania"},
		{"Melanesia", "054", "Oceania"},
		{"Micronesia", "057", "Oceania"},
		{"Polynesia", "061", "Oceania"},
	}
}

// RegionsWithin gives the name of a region of the M49 standard and of all regions within it. The region is asked for by its name, case
// and accents not counting, or by its code: `Europe`, `150`, `m49:150`. The error, with the code NotFound, says the likely name.
func RegionsWithin(region string) ([]string, error) {
	want := Fold(region)
	var within, names []string
	for _, a := range areas() {
		if names = append(names, a.name); Fold(a.name) == want || a.code == want || "m49:"+a.code == want || slices.Contains(within, a.within) {
			within = append(within, a.name)
		}
	}
	if within == nil {
		return nil, Errorf(NotFound, "there is no region %s among those of the UN's M49 standard, as Europe or Western Asia%s", Quote(region), DidYouMean(region, names))
	}
	return within, nil
}
