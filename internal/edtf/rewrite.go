package edtf

import (
	"regexp"
	"strings"
)

// rewrite is a habit of writing and the EDTF texts that it may mean.
type rewrite struct {
	habit *regexp.Regexp
	edtf  []string
}

// The order is that of preference. Dashes are hyphen, non-breaking hyphen,
// figure dash, en dash, em dash and minus.
var rewrites = []rewrite{
	{regexp.MustCompile(`^\s*(\S+)\s*$`), []string{"$1"}},
	{regexp.MustCompile(`^\s*(\S*)\s*/\s*(\S*)\s*$`), []string{"$1/$2"}},
	{regexp.MustCompile(`^(\d{4})[-‐‑‒–—−./ ](\d)$`), []string{"$1-0$2"}},
	{regexp.MustCompile(`^(\d{4})[-‐‑‒–—−./](\d\d)$`), []string{"$1-$2"}},
	{regexp.MustCompile(`^(\d\d)/(\d{4})$`), []string{"$2-$1"}},
	// What tables and their programs write for a day or a month that they do not have, and for a whole day or a whole number.
	{regexp.MustCompile(`^(\d{4})-00(?:-00)?$`), []string{"$1"}},
	{regexp.MustCompile(`^(\d{4}-\d\d)-00$`), []string{"$1"}},
	{regexp.MustCompile(`^(\d{4}-\d\d-\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?)?Z?$`), []string{"$1"}},
	{regexp.MustCompile(`^(\d{4})\.0$`), []string{"$1"}},
	{regexp.MustCompile(`^(\d)[,_](\d{3})$`), []string{"$1$2"}},
	{regexp.MustCompile(`(?i)^(\d{4})\s*(?:AD|CE)$|^(?:AD|CE)\s*(\d{4})$`), []string{"$1$2"}},
	{regexp.MustCompile(`^(\d{4})\s*[-‐‑‒–—−]$`), []string{"$1/.."}},
	{regexp.MustCompile(`^(\d{4})年$`), []string{"$1"}},
	{regexp.MustCompile(`^(\d{4})年(\d)月$`), []string{"$1-0$2"}},
	{regexp.MustCompile(`^(\d{4})年(\d\d)月$`), []string{"$1-$2"}},
	{regexp.MustCompile(`^(\d{4})年(\d)月(\d)日$`), []string{"$1-0$2-0$3"}},
	{regexp.MustCompile(`^(\d{4})年(\d)月(\d\d)日$`), []string{"$1-0$2-$3"}},
	{regexp.MustCompile(`^(\d{4})年(\d\d)月(\d)日$`), []string{"$1-$2-0$3"}},
	{regexp.MustCompile(`^(\d{4})年(\d\d)月(\d\d)日$`), []string{"$1-$2-$3"}},
	{regexp.MustCompile(`(?i)^(?:Q1[-/ ]?(\d{4})|(\d{4})[-/ ]?Q1)$`), []string{"$1$2-01/$1$2-03"}},
	{regexp.MustCompile(`(?i)^(?:Q2[-/ ]?(\d{4})|(\d{4})[-/ ]?Q2)$`), []string{"$1$2-04/$1$2-06"}},
	{regexp.MustCompile(`(?i)^(?:Q3[-/ ]?(\d{4})|(\d{4})[-/ ]?Q3)$`), []string{"$1$2-07/$1$2-09"}},
	{regexp.MustCompile(`(?i)^(?:Q4[-/ ]?(\d{4})|(\d{4})[-/ ]?Q4)$`), []string{"$1$2-10/$1$2-12"}},
	{regexp.MustCompile(`(?i)^spring (?:of )?(\d{4})$`), []string{"$1-21"}},
	{regexp.MustCompile(`(?i)^summer (?:of )?(\d{4})$`), []string{"$1-22"}},
	{regexp.MustCompile(`(?i)^(?:autumn|fall) (?:of )?(\d{4})$`), []string{"$1-23"}},
	{regexp.MustCompile(`(?i)^winter (?:of )?(\d{4})$`), []string{"$1-24"}},
	{regexp.MustCompile(`(?i)^(?:the )?(?:early|mid|late)[- ](\d{3})0'?s$`), []string{"${1}X"}},
	{regexp.MustCompile(`^(\d\d)(\d\d)[-‐‑‒–—−/](\d\d)$`), []string{"$1$2/$1$3"}},
	{regexp.MustCompile(`^(\d{4})\D(\d)\D(\d)$`), []string{"$1-0$2-0$3"}},
	{regexp.MustCompile(`^(\d{4})\D(\d)\D(\d\d)$`), []string{"$1-0$2-$3"}},
	{regexp.MustCompile(`^(\d{4})\D(\d\d)\D(\d)$`), []string{"$1-$2-0$3"}},
	{regexp.MustCompile(`^(\d{4})\D(\d\d)\D(\d\d)$`), []string{"$1-$2-$3"}},
	{regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)$`), []string{"$1-$2-$3"}},
	{regexp.MustCompile(`^(\d{4})(\d\d)$`), []string{"$1-$2"}},
	{regexp.MustCompile(`^(-?)([1-9]\d{4,})$`), []string{"Y$1$2"}},
	{regexp.MustCompile(`^(-?)(\d{3})$`), []string{"${1}0$2", "$1${2}X"}},
	{regexp.MustCompile(`^(-\d\d|1\d|20)$`), []string{"${1}XX"}},
	// The years of a date of two digits: 05 and 25 are of this century, 94 is of the last.
	{regexp.MustCompile(`^'?(0\d|2[1-9])$`), []string{"20$1"}},
	{regexp.MustCompile(`^'?([3-9]\d)$`), []string{"19$1"}},
	{regexp.MustCompile(`^(-?\d\d)\d\dS2$`), []string{"${1}XX"}},
	{regexp.MustCompile(`^(-?\d{3})\dS3$`), []string{"${1}X"}},
	{regexp.MustCompile(`^(-?\d{4})S4$`), []string{"$1"}},
	{regexp.MustCompile(`^Y(-?\d{4})$`), []string{"$1"}},
	{regexp.MustCompile(`^[yY](-?\d+)[eE]?$`), []string{"Y$1"}},
	{regexp.MustCompile(`^[yY](-?\d+)[eE](\d+)$`), []string{"Y${1}E$2"}},
	{regexp.MustCompile(`^-0000(.*)$`), []string{"0000$1"}},
	{regexp.MustCompile(`^(-?\d{3})[xu]([?~%]?)$`), []string{"${1}X$2"}},
	{regexp.MustCompile(`^(-?\d\d)[xu]{2}([?~%]?)$`), []string{"${1}XX$2"}},
	{regexp.MustCompile(`^(-?\d{4})-[xu]{2}$`), []string{"$1-XX"}},
	{regexp.MustCompile(`^(-?\d{4}-\d\d)-[xu]{2}$`), []string{"$1-XX"}},
	{regexp.MustCompile(`^(-?\d{4})-[xu]{2}-[xu]{2}$`), []string{"$1-XX-XX"}},
	{regexp.MustCompile(`^(\d{3})0'?s$`), []string{"${1}X"}},
	{regexp.MustCompile(`^(.*)(\?~|~\?)$`), []string{"$1%"}},
	{regexp.MustCompile(`(?i)^(?:c|ca|circa|about|around)\.?\s*(\d\S*)$`), []string{"$1~"}},
	{regexp.MustCompile(`^(.+T\d\d:\d\d)(Z?)$`), []string{"$1:00$2"}},
	{regexp.MustCompile(`^(.+T\d\d:\d\d:\d\d)[.,]\d+(.*)$`), []string{"$1$2"}},
	{regexp.MustCompile(`^(.+T\d\d:\d\d:\d\d[-+]\d\d)(\d\d)$`), []string{"$1:$2"}},
	{regexp.MustCompile(`^(.+T.+)-00(?::00)?$`), []string{"${1}Z"}},
	{regexp.MustCompile(`^(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d:\d\d)(.*)$`), []string{"${1}T$2", "${1}T${2}Z"}},
	{regexp.MustCompile(`^(\d{4}-\d\d-\d\d)(T\S+)([?~%])$`), []string{"$1$3", "$1$2"}},
	{regexp.MustCompile(`(?i)^(?:since|from|after)\s+(\d\S*)$`), []string{"$1/.."}},
	{regexp.MustCompile(`(?i)^(?:until|till|to|before)\s+(\d\S*)$`), []string{"../$1"}},
	{regexp.MustCompile(`^[[{]?\.\.(.+?)[]}]?$`), []string{"../$1"}},
	{regexp.MustCompile(`^[[{]?([^,]+?)\.\.[]}]?$`), []string{"$1/.."}},
	{regexp.MustCompile(`^(\d\S*?)\s*(?:[-‐‑‒–—−]|\.\.| to )\s*(\d\S*)$`), []string{"$1/$2"}},
	{regexp.MustCompile(`^([^/]+)/([^/]+)$`), []string{"$2/$1"}},
}

// rewritten returns the EDTF texts that a text in another notation may mean.
func rewritten(text string) (candidates []string) {
	for _, r := range rewrites {
		place := r.habit.FindStringSubmatchIndex(text)
		if place == nil {
			continue
		}
		for _, template := range r.edtf {
			if s := string(r.habit.ExpandString(nil, template, text, place)); s != text {
				candidates = append(candidates, s)
			}
		}
	}
	return candidates
}

var numericDay = regexp.MustCompile(`^(\d\d?)[-./ ](\d\d?)[-./ ](\d{4})$`)

// dayFirst reads 12/05/1994 in both orders that are in use: no guess is made
// when both exist.
func dayFirst(text string) []string {
	m := numericDay.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	first, second, year := twoDigits(m[1]), twoDigits(m[2]), m[3]
	if first == second {
		return []string{year + "-" + first + "-" + second}
	}
	return []string{year + "-" + first + "-" + second, year + "-" + second + "-" + first}
}

var namedMonth = regexp.MustCompile(`^(?:(\d\d?)(?:st|nd|rd|th|er)?\.?[- ](?:de )?)?(\p{L}{3,})\.?(?:[- ](\d\d?)(?:st|nd|rd|th)?,)?[- ](?:de )?(\d{4}|\d\d)$`)

// named reads May 1994, 4 May 1994, May 4, 1994 and 4-May-94, with the names of months in some languages.
func named(text string) []string {
	m := namedMonth.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	month := monthNamed(strings.ToLower(m[2]))
	if month == 0 {
		return nil
	}
	years := []string{m[4]}
	if len(m[4]) == 2 {
		years = []string{"19" + m[4]}
		if m[4] < "30" { // as the years of two digits above
			years = []string{"20" + m[4]}
		}
	}
	s := years[0] + "-" + string(appendPadded(nil, int64(month), 2))
	if day := m[1] + m[3]; day != "" {
		s += "-" + twoDigits(day)
	}
	return []string{s}
}

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}
