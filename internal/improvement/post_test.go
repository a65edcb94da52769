package improvement

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

var people = []org.Person{{ID: 1, Name: "Anna Berg"}, {ID: 2, Name: "Anna Bergström"}, {ID: 3, Name: "Örjan Å"}, {ID: 4}}

func TestParts(t *testing.T) {
	for text, want := range map[string][]Part{
		"":                           nil,
		"Hej alla":                   {{Text: "Hej alla"}},
		"@Anna Berg":                 {{Text: "@Anna Berg", Person: 1}},
		"Hej @anna bergström, tack!": {{Text: "Hej "}, {Text: "@anna bergström", Person: 2}, {Text: ", tack!"}},
		"@Anna Bergs":                {{Text: "@Anna Bergs"}}, // another name that begins so
		"@Anna":                      {{Text: "@Anna"}},
		"a@Anna Berg":                {{Text: "a@Anna Berg"}}, // an address
		"(@ÖRJAN Å)@Anna Berg":       {{Text: "("}, {Text: "@ÖRJAN Å", Person: 3}, {Text: ")"}, {Text: "@Anna Berg", Person: 1}},
		"@":                          {{Text: "@"}},
		"@ \xff@Örjan Å":             {{Text: "@ \xff"}, {Text: "@Örjan Å", Person: 3}},
	} {
		if got := Parts(text, people); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

func TestMentioned(t *testing.T) {
	for _, c := range []struct {
		text   string
		chosen []org.PersonID
		author org.PersonID
		want   []org.PersonID
	}{
		{"@Örjan Å och @Örjan Å", []org.PersonID{1, 9}, 2, []org.PersonID{1, 3}},
		{"@Anna Berg om @Anna Bergström", nil, 1, []org.PersonID{2}}, // never oneself
		{"Ingen", []org.PersonID{1}, 1, nil},
	} {
		if got := Mentioned(c.text, c.chosen, people, c.author); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: %v, want %v", c.text, got, c.want)
		}
	}
}

func TestWhoMayChangeAPost(t *testing.T) {
	role := func(person org.PersonID, group org.GroupID, r org.Role) org.Actor {
		return org.Actor{Person: org.Person{ID: person}, Memberships: []org.Membership{{GroupID: group, Role: r, UnitID: 1}}}
	}
	at := time.Now()
	post, removed := Post{GroupID: 1, AuthorID: 7}, Post{GroupID: 1, AuthorID: 7, RemovedAt: &at}
	for _, c := range []struct {
		what         string
		post         Post
		actor        org.Actor
		edit, remove bool
	}{
		{"the author", post, role(7, 1, org.MedicalLead), true, true},
		{"the author, gone to another group", post, role(7, 2, org.MedicalLead), false, false},
		{"the author, now an outside reader", post, role(7, 1, org.ProgramAreaMember), false, false},
		{"another member", post, role(8, 1, org.UnitManager), false, false},
		{"the chair", post, role(8, 1, org.Chair), false, false},
		{"the convener", post, role(8, 1, org.Convener), false, true},
		{"another group's convener", post, role(8, 2, org.Convener), false, false},
		{"the author of what is gone", removed, role(7, 1, org.MedicalLead), false, false},
		{"the convener of what is gone", removed, role(8, 1, org.Convener), false, false},
	} {
		if edit, remove := c.post.MayEdit(c.actor), c.post.MayRemove(c.actor); edit != c.edit || remove != c.remove {
			t.Errorf("%s: edit %v, remove %v", c.what, edit, remove)
		}
	}
}

func TestPostsAndSubjectsAreChecked(t *testing.T) {
	for body, code := range map[string]string{"": "required", " \n": "required", strings.Repeat("å", MostPost+1): "too_long",
		"Barnet 20121212-1212": "personal_number", strings.Repeat("å", MostPost): ""} {
		wantProblem(t, Post{Body: body}.Check(), "body", code)
	}
	for _, s := range []Subject{{}, {Kind: AboutGoal}, {Kind: "figure", ID: 1}, {Kind: AboutGoal, ID: 1, Span: "2025"},
		{Kind: AboutIndicator, ID: 1, Span: strings.Repeat("1", 21)}, {Kind: AboutIndicator, ID: 1, Span: "2025&x"}} {
		if err := s.Check(); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%+v: %v", s, err)
		}
	}
	for _, kind := range SubjectKinds() {
		if err := (Subject{Kind: kind, ID: 1}).Check(); err != nil || KindIn(kind.Word()) != kind {
			t.Errorf("%s: %v, %q", kind, err, kind.Word())
		}
	}
}

func TestAddresses(t *testing.T) {
	goal, compared := Subject{Kind: AboutGoal, ID: 3}, Subject{Kind: AboutIndicator, ID: 4, Span: "r2026K3"}
	for got, want := range map[string]string{
		goal.Address(""):                "/forbattring/samtal/mal/3",
		goal.PostAddress("", 7):         "/forbattring/samtal/mal/3?inlagg=7#inlagg-7",
		compared.Address("A-1"):         "/forbattring/samtal/matt/A-1?tid=r2026K3",
		compared.PostAddress("MED1", 7): "/forbattring/samtal/matt/MED1?tid=r2026K3&inlagg=7#inlagg-7",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// wantProblem fails the test unless the error is a problem with the code at the field;
// no problem there for "".
func wantProblem(t *testing.T, err error, field, code string) {
	t.Helper()
	var invalid *fault.ValidationError
	errors.As(err, &invalid)
	got := ""
	if invalid != nil {
		for _, p := range invalid.Problems {
			if p.Field == field {
				got = p.Code
			}
		}
	}
	if got != code {
		t.Errorf("at %s %q, want %q (%v)", field, got, code, err)
	}
}
