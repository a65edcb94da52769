package improvement

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// MostPost is how many characters a post may have.
const MostPost = 5000

// Post is what one person says in a talk.
type Post struct {
	ID        PostID
	GroupID   org.GroupID
	About     Subject
	AuthorID  org.PersonID
	Body      string // "" when it has been taken away
	Mentions  []org.PersonID
	WrittenAt time.Time
	EditedAt  *time.Time
	RemovedAt *time.Time
	RemovedBy org.PersonID
	Version   int
}

// Check is what is wrong with what was written, at "body".
func (p Post) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "body", p.Body, MostPost)
	return v.OrNil()
}

// MayEdit reports whether the actor may change the post's words: its author, while
// still in the group and the post is there.
func (p Post) MayEdit(actor org.Actor) bool {
	return p.RemovedAt == nil && p.AuthorID == actor.Person.ID && actor.May(org.Discuss, p.GroupID, 0)
}

// MayRemove reports whether the actor may take the post away: its author, and who
// cares for the group.
func (p Post) MayRemove(actor org.Actor) bool {
	return p.MayEdit(actor) || p.RemovedAt == nil && actor.May(org.EditGroup, p.GroupID, 0)
}

// Talk is all that is said about a subject, counted.
type Talk struct {
	About Subject
	// Code is the measure's, for talks about one; "" for others.
	Code string
	// Posts is how many there are, without those taken away.
	Posts int
	// LastAt and LastAuthor are the latest post's; zero and "" when there is none.
	LastAt     time.Time
	LastAuthor string
}

// mark stands before a name that is mentioned.
const mark = '@'

// Part is a piece of a text; Person is who it mentions, zero for plain words.
type Part struct {
	Text   string
	Person org.PersonID
}

// Parts divides a text into plain words and the places where it says @ and the whole
// name of one of the people, in any case: "@anna berg" but not "@Anna Bergström". Of
// names that begin the same the longest counts.
func Parts(body string, people []org.Person) []Part {
	longest := slices.Clone(people)
	slices.SortStableFunc(longest, func(a, b org.Person) int { return len(b.Name) - len(a.Name) })
	var parts []Part
	plain := 0
	for at := 0; at < len(body); {
		name, person := "", org.PersonID(0)
		if body[at] == mark && !letterBefore(body[:at]) {
			name, person = named(body[at+1:], longest)
		}
		if person == 0 {
			at++
			continue
		}
		if at > plain {
			parts = append(parts, Part{Text: body[plain:at]})
		}
		end := at + 1 + len(name)
		parts = append(parts, Part{Text: body[at:end], Person: person})
		at, plain = end, end
	}
	if plain < len(body) {
		parts = append(parts, Part{Text: body[plain:]})
	}
	return parts
}

// named is the first of the people whose name the text begins with, as it is written
// there.
func named(text string, people []org.Person) (string, org.PersonID) {
	for _, p := range people {
		written := text[:min(len(text), len(p.Name))]
		if p.Name != "" && strings.EqualFold(written, p.Name) && !letterAfter(text[len(written):]) {
			return written, p.ID
		}
	}
	return "", 0
}

// letterBefore reports whether the text ends in the middle of a word, as before the @
// of an e-mail address.
func letterBefore(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func letterAfter(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// Mentioned is whom the text mentions and who else was chosen, of the people, each
// once and in their order; never the author.
func Mentioned(body string, chosen []org.PersonID, people []org.Person, author org.PersonID) []org.PersonID {
	said := map[org.PersonID]bool{}
	for _, part := range Parts(body, people) {
		said[part.Person] = true
	}
	var mentioned []org.PersonID
	for _, p := range people {
		if p.ID != author && (said[p.ID] || slices.Contains(chosen, p.ID)) {
			mentioned = append(mentioned, p.ID)
		}
	}
	return mentioned
}
