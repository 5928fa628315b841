package edtf

import "strings"

// months has for each month its names in English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Turkish, Russian and
// Ukrainian, the last three also as they stand within a date, in small letters.
func months() [12]string {
	return [12]string{
		"january januar jänner janvier enero janeiro gennaio januari styczeń stycznia ocak январь января січень січня",
		"february februar février fevrier febrero fevereiro febbraio februari luty lutego şubat февраль февраля лютий лютого",
		"march märz mars marzo março maart marzec marca mart март марта березень березня",
		"april avril abril aprile kwiecień kwietnia nisan апрель апреля квітень квітня",
		"may mai mayo maio maggio mei maj maja mayıs май мая травень травня",
		"june juni juin junio junho giugno czerwiec czerwca haziran июнь июня червень червня",
		"july juli juillet julio julho luglio lipiec lipca temmuz июль июля липень липня",
		"august août aout agosto augustus sierpień sierpnia ağustos август августа серпень серпня",
		"september septembre septiembre setembro settembre wrzesień września eylül сентябрь сентября вересень вересня",
		"october oktober octobre octubre outubro ottobre październik października ekim октябрь октября жовтень жовтня",
		"november novembre noviembre novembro listopad listopada kasım ноябрь ноября листопад листопада",
		//nolint:misspell // French, typed without its accent
		"december dezember décembre decembre diciembre dezembro dicembre grudzień grudnia aralık декабрь декабря грудень грудня",
	}
}

// monthNamed gives the number of the month that a word in small letters names: one of its names or, where it is of no other month, the
// first letters of one, three or more; 0 where it names none.
func monthNamed(word string) int {
	found := 0
	for i, names := range months() {
		for name := range strings.FieldsSeq(names) {
			switch {
			case name == word:
				return i + 1
			case strings.HasPrefix(name, word) && found != 0 && found != i+1:
				found = -1
			case strings.HasPrefix(name, word) && found == 0:
				found = i + 1
			}
		}
	}
	return max(found, 0)
}
