package catalogue

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/leonelquinteros/gotext"

	"samsyn/internal/i18n"
)

// header is the head of the PO file. Its comment tells a translator how keys
// come and go.
const header = `# English texts of Samsyn. The Swedish text is the key.
# Missing keys are added, and unused ones removed, by: go generate ./internal/i18n
msgid ""
msgstr ""
"Project-Id-Version: samsyn\n"
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
`

// Translations are a PO file's entries by their Swedish text.
type Translations map[string]*gotext.Translation

// Read parses a PO file. What cannot be read is passed over; Write shows it,
// since the file then differs from what is written back.
func Read(po []byte) Translations {
	file := gotext.NewPo()
	file.Parse(po)
	entries := file.GetDomain().GetTranslations()
	delete(entries, "")
	return entries
}

// Write gives the PO file for the texts in use, sorted, with the translations
// that there are and an empty msgstr where there is none. It is our own since
// gotext writes plural forms in random order and unescaped.
func Write(usage *Usage, translations Translations) []byte {
	var out strings.Builder
	out.WriteString(header)
	for _, message := range usage.Sorted() {
		fmt.Fprintf(&out, "\n#: %s\nmsgid %s\n", strings.Join(message.Files, " "), quote(message.ID))
		if message.Plural == "" {
			fmt.Fprintf(&out, "msgstr %s\n", quote(translations.form(message, 0)))
			continue
		}
		fmt.Fprintf(&out, "msgid_plural %s\nmsgstr[0] %s\nmsgstr[1] %s\n", quote(message.Plural),
			quote(translations.form(message, 0)), quote(translations.form(message, 1)))
	}
	return []byte(out.String())
}

// form is a translation's text, 0 for one thing and 1 for many; empty when
// there is none, or when it was made for another plural.
func (t Translations) form(message *Message, form int) string {
	entry, ok := t[message.ID]
	if !ok || form == 1 && entry.PluralID != message.Plural {
		return ""
	}
	return entry.Trs[form]
}

var poEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`)

func quote(text string) string { return `"` + poEscapes.Replace(text) + `"` }

// Check lists what is wrong with the translations: a text without English, an
// English text that is no longer used, and verbs that do not agree. The list is
// empty when the catalogue is complete.
func Check(usage *Usage, translations Translations) []string {
	var problems []string
	for _, message := range usage.Sorted() {
		for form, text := range message.texts() {
			english := translations.form(message, form)
			if english == "" {
				problems = append(problems, fmt.Sprintf("no English for %q (%s)", text, strings.Join(message.Files, ", ")))
			} else if !message.agrees(form, english) {
				problems = append(problems, fmt.Sprintf("verbs differ: %q and %q", text, english))
			} else if len(i18n.Verbs(text)) > 0 && barePercent(english) {
				problems = append(problems, fmt.Sprintf("write %%%% for a percent sign in %q", english))
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(translations)) {
		if _, used := usage.Messages[id]; !used {
			problems = append(problems, fmt.Sprintf("no longer used: %q", id))
		}
	}
	return problems
}

// texts are the Swedish texts: one, or for N the two forms.
func (m *Message) texts() []string {
	if m.Plural == "" {
		return []string{m.ID}
	}
	return []string{m.ID, m.Plural}
}

// agrees says whether the English of a form takes the same values as the
// Swedish. The form for one thing may leave the number out or put it in.
func (m *Message) agrees(form int, english string) bool {
	verbs := i18n.Verbs(english)
	if m.Plural != "" && form == 0 && (len(verbs) == 0 || maps.Equal(verbs, i18n.Verbs(m.Plural))) {
		return true
	}
	return maps.Equal(verbs, i18n.Verbs(m.texts()[form]))
}
