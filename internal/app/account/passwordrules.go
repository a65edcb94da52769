package account

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// The rules follow OWASP ASVS 5, section 6.2, and NIST SP 800-63B: a least length, nothing
// that is tried first, nothing that can be known of the person, and no demands on which
// kinds of characters there are.

// commonPasswords are those that are tried first: commonpasswords/SOURCE.txt says whose list it is.
//
//go:embed commonpasswords/passwords.txt
var commonPasswords string

// swedishWords are what people here begin a password with, beside the list.
var swedishWords = []string{"lösenord", "losenord", "hemligt", "hemlig", "välkommen", "valkommen", "hejsan", "hejhej", "sverige", "svenska",
	"sommar", "sommaren", "vinter", "vintern", "hösten", "våren", "semester", "midsommar", "julafton", "januari", "februari", "mars",
	"april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december", "måndag", "mandag", "tisdag", "onsdag", "torsdag",
	"fredag", "lördag", "lordag", "söndag", "sondag", "sjukhus", "sjukhuset", "sjukvård", "sjukvard", "barnklinik", "barnkliniken", "neonatal",
	"neonatologi", "läkare", "lakare", "sjuksköterska", "sjukskoterska", "kvalitet", "regionen", "stockholm", "göteborg", "goteborg", "jesus",
	"qwertyuiopå", "asdfghjklöä", "sekretess", "ändramig", "andramig", "bytmig"}

var guessedFirst = sync.OnceValue(func() map[string]bool {
	list := map[string]bool{}
	for line := range strings.Lines(commonPasswords) {
		list[strings.TrimSpace(line)] = true
	}
	for _, word := range swedishWords {
		list[word] = true
	}
	return list
})

// checkNewPassword notes what is wrong at the field with a new password for the person.
func checkNewPassword(v *fault.ValidationError, field, password string, p org.Person) {
	switch length := utf8.RuneCountInString(password); {
	case length < MinPassword:
		v.Add(field, "password_short", MinPassword)
	case length > MaxPassword:
		v.Add(field, "too_long", MaxPassword)
	case isCommon(password):
		v.Add(field, "password_common")
	case tellsOf(password, p):
		v.Add(field, "password_personal")
	}
}

// isCommon reports whether the password is among those that are tried first, or one of
// them with digits and signs around it or in place of letters, or said several times, or
// a run of keys.
func isCommon(password string) bool {
	lower := strings.ToLower(password)
	for _, form := range []string{lower, plain(lower), onceOf(lower)} {
		if guessedFirst()[form] {
			return true
		}
		if word := strings.TrimFunc(form, notLetter); utf8.RuneCountInString(word) >= 3 && (guessedFirst()[word] || guessedFirst()[plain(word)]) {
			return true
		}
		// A well-known number with a letter or two beside it.
		number := strings.TrimFunc(form, func(r rune) bool { return !unicode.IsDigit(r) })
		if len(number) >= 6 && len(form)-len(number) <= 3 && guessedFirst()[number] {
			return true
		}
	}
	// Up to four signs after one that is listed, such as a year.
	for n, rest := 0, lower; n < 4; n++ {
		last, size := utf8.DecodeLastRuneInString(rest)
		if size == 0 || unicode.IsLetter(last) {
			break
		}
		if rest = rest[:len(rest)-size]; guessedFirst()[rest] {
			return true
		}
	}
	return onceOf(lower) != lower || fewSigns(lower) || isRun(lower)
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// plain is the text with the letters that digits and signs often stand for.
func plain(text string) string { return leet.Replace(text) }

var leet = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i")

// onceOf is what the text says when it says the same several times, else the text.
func onceOf(text string) string {
	runes := []rune(text)
	for n := 1; n <= len(runes)/2; n++ {
		if len(runes)%n == 0 && strings.Repeat(string(runes[:n]), len(runes)/n) == text {
			return string(runes[:n])
		}
	}
	return text
}

// leastSigns is how many different characters a password has at the least.
const leastSigns = 5

func fewSigns(text string) bool {
	different := map[rune]bool{}
	for _, r := range text {
		different[r] = true
	}
	return len(different) < leastSigns
}

// isRun reports whether each character is the next after, or before, the one before it.
func isRun(text string) bool {
	runes := []rune(text)
	for n := 2; n < len(runes); n++ {
		step := runes[n] - runes[n-1]
		if step != runes[1]-runes[0] || step > 1 || step < -1 {
			return false
		}
	}
	return true
}

// leastOwn is how many letters a password has at the least beside what everybody can know.
const leastOwn = 6

// tellsOf reports whether the password is made of what can be known of the person, or of
// where it is used: take that away and little is left.
func tellsOf(password string, p org.Person) bool {
	rest := strings.ToLower(password)
	for _, word := range knownWords(p) {
		rest = strings.ReplaceAll(rest, word, " ")
		if with := plain(rest); strings.Contains(with, word) {
			rest = strings.ReplaceAll(with, word, " ")
		}
	}
	if rest == strings.ToLower(password) {
		return false
	}
	letters := 0
	for _, r := range rest {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters < leastOwn
}

// knownWords are the parts of the person's name and address, and the program's name.
func knownWords(p org.Person) []string {
	words := []string{"samsyn"}
	local, domain, _ := strings.Cut(p.Email, "@")
	if top := strings.LastIndexByte(domain, '.'); top >= 0 {
		domain = domain[:top]
	}
	for _, word := range strings.FieldsFunc(strings.ToLower(p.Name+" "+local+" "+domain), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) {
		if utf8.RuneCountInString(word) >= 3 {
			words = append(words, word)
		}
	}
	return words
}
