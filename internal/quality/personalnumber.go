package quality

import (
	"regexp"
	"time"
)

// personalNumber is a personal identity number or a coordination number as people
// write it, from its first digit to past its last: with or without the century,
// and between date and last four digits a hyphen, a plus, spaces or nothing. The
// second has the date as 2012-12-12, and then a hyphen or plus has to follow: a
// date and a time of day is no one's number.
var personalNumber = []*regexp.Regexp{
	regexp.MustCompile(`^(?:18|19|20)?(\d\d)(\d\d)(\d\d)` + someSpace + joint + `?` + someSpace + `(\d{4})(?:\D|$)`),
	regexp.MustCompile(`^(?:18|19|20)(\d\d)-(\d\d)-(\d\d)` + joint + `(\d{4})(?:\D|$)`),
}

// someSpace is what may stand around a joint: spaces and tabs of any width, and
// what a word processor puts in unseen. joint is a plus and every hyphen, dash
// and minus.
const (
	someSpace = `[\t\p{Zs}\x{200b}\x{2060}\x{feff}]{0,4}`
	joint     = `[+\p{Pd}\x{2212}\x{00ad}]`
)

// longestForm is more bytes than any form takes, so that the time it takes to look
// through a text grows with its length alone.
const longestForm = 64

// doi is a document's number, in which any digits may stand.
var doi = regexp.MustCompile(`\b10\.\d{4,9}/\S+`)

// HoldsPersonalNumber reports whether a Swedish personal identity number
// (personnummer) or coordination number (samordningsnummer, 60 added to the day)
// stands in the text: a date that exists and the right check digit, not within a
// longer run of digits nor a DOI. The rules are those of Skatteverket's brochures
// SKV 704 and SKV 707. An organisation number has no date and is none. Ten digits
// in a row that happen to be right are taken for one, since nothing tells them
// from it: about seven in a thousand.
func HoldsPersonalNumber(text string) bool {
	if !hasTenDigits(text) {
		return false // most texts, and sooner told than the rest
	}
	text = doi.ReplaceAllString(text, "/")
	for at := range len(text) {
		if !isDigit(text[at]) || at > 0 && isDigit(text[at-1]) {
			continue
		}
		near := text[at:min(len(text), at+longestForm)]
		for _, form := range personalNumber {
			if found := form.FindStringSubmatch(near); found != nil && isPersonal(found[1]+found[2]+found[3]+found[4]) {
				return true
			}
		}
	}
	return false
}

func hasTenDigits(text string) bool {
	digits := 0
	for n := range len(text) {
		if isDigit(text[n]) {
			digits++
		}
	}
	return digits >= 10
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// isPersonal takes the ten digits, without century. A year of two digits that
// divides by four has been a leap year in one century or another.
func isPersonal(digits string) bool {
	two := func(at int) int { return int(digits[at]-'0')*10 + int(digits[at+1]-'0') }
	year, month, day := 2000+two(0), time.Month(two(2)), two(4)
	if day > 60 {
		day -= 60
	}
	date := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return date.Month() == month && date.Day() == day && checkDigitIsRight(digits)
}

// checkDigitIsRight works out modulus 10 (Luhn): every other digit doubled from
// the first on, the digits of the products added up, to an even ten.
func checkDigitIsRight(digits string) bool {
	sum := 0
	for n := range len(digits) {
		product := int(digits[n] - '0')
		if n%2 == 0 {
			product *= 2
		}
		sum += product/10 + product%10
	}
	return sum%10 == 0
}
