package postgres_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// goodExample is an example with everything that can be said of it.
func (w *world) goodExample() improvement.Example {
	at := noon.Add(-time.Hour)
	return improvement.Example{GroupID: w.full, UnitID: w.ala, Title: "Hud mot hud under flytten", Problem: "Problemet", Done: "Gjort 100 %",
		Conditions: "Kräver", Result: "Resultat", SuccessFactors: "Därför", ContactID: w.anna, ContactText: "eller Bo", IndicatorID: w.divided.ID,
		BeganOn: ptr(date(2025, time.April, 7)), Promises: w.promises, Tags: []string{"Amning", "flytt"}, State: improvement.ExamplePublished,
		PublishedAt: &at, WrittenAt: noon, WrittenBy: w.anna}
}

func (w *world) addExample(e improvement.Example) improvement.ExampleID {
	w.t.Helper()
	return made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.ExampleID, error) {
		return tx.AddExample(ctx, e)
	})
}

func (w *world) example(group org.GroupID, id improvement.ExampleID) improvement.Example {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) (improvement.Example, error) {
		return tx.Example(ctx, group, id)
	})
}

func TestExamples(t *testing.T) {
	w := newWorld(t)
	full := w.goodExample()
	goal := made(w, func(ctx context.Context, tx *postgres.Tx) (quality.GoalID, error) {
		return tx.AddGoal(ctx, quality.Goal{GroupID: w.full, Year: 2025, Category: quality.Nursing, Title: "Mål", ValueForChildren: "x", Promises: w.promises})
	})
	full.GoalID = goal
	bare := improvement.Example{GroupID: w.full, UnitID: w.bo, Title: "Utkast", State: improvement.ExampleDraft, WrittenAt: noon}
	full.ID, bare.ID = w.addExample(full), w.addExample(bare)
	full.Version, bare.Version = 1, 1
	bare.Promises, bare.Tags = []quality.PromiseID{}, []string{}
	same(t, "with everything", w.example(w.full, full.ID), full)
	same(t, "with as little as there may be", w.example(w.full, bare.ID), bare)
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Example(ctx, w.bare, full.ID)
		return err
	})

	save := func(e improvement.Example) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			if _, err := tx.LockExample(ctx, e.GroupID, e.ID); err != nil {
				return err
			}
			return tx.SaveExample(ctx, e)
		}
	}
	changed := bare
	changed.Title, changed.Promises, changed.Tags, changed.WrittenBy = "Ändrat", w.promises[:1], []string{"ny"}, w.bert
	w.write(save(changed))
	w.refused("a version that is not the latest", fault.ErrConflict, save(changed))
	changed.Version = 2
	same(t, "as it was changed", w.example(w.full, bare.ID), changed)

	remove := func(e improvement.Example) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteExample(ctx, e) }
	}
	w.refused("removing what was published", fault.ErrConflict, remove(full))
	w.refused("removing an older version", fault.ErrConflict, remove(bare))
	w.write(remove(changed))
	w.refused("what is removed", fault.ErrNotFound, save(changed))
	wrong := w.goodExample()
	wrong.GroupID = w.bare
	w.refused("a unit of another group", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddExample(ctx, wrong)
		return err
	})
}

func TestExamplesAreListedAndSpread(t *testing.T) {
	w := newWorld(t)
	full := w.goodExample()
	full.ID = w.addExample(full)
	later := w.goodExample()
	later.UnitID, later.Title, later.IndicatorID, later.BeganOn, later.Promises, later.Tags = w.bo, `50 % & _under\ett`, 0, nil, nil, []string{"amning"}
	later.PublishedAt = &noon
	later.ID = w.addExample(later)
	draft := improvement.Example{GroupID: w.full, UnitID: w.bo, Title: "Utkast", State: improvement.ExampleDraft, WrittenAt: noon}
	draft.ID = w.addExample(draft)
	adopt := improvement.Adoption{ExampleID: full.ID, GroupID: w.full, UnitID: w.bo, State: improvement.NotForUs, Why: "Annat hus",
		Since: date(2026, time.January, 2), PersonID: w.bert, NotedAt: noon}
	saving := func(a improvement.Adoption) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveAdoption(ctx, a) }
	}
	w.write(saving(adopt))
	w.refused("noted twice at once", fault.ErrConflict, saving(adopt))
	adopt.Version = 1
	noted := func() []postgres.Adoption {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Adoption, error) {
			return tx.Adoptions(ctx, full.ID)
		})
	}
	same(t, "what is noted", noted(), []postgres.Adoption{{Adoption: adopt, PersonName: "Bert"}})
	adopt.State, adopt.Why, adopt.PersonID = improvement.Trying, "", w.anna
	w.write(saving(adopt))
	w.refused("an older version", fault.ErrConflict, saving(adopt))
	adopt.Version = 2
	same(t, "what is noted then", noted(), []postgres.Adoption{{Adoption: adopt, PersonName: "Anna"}})
	elsewhere := adopt
	elsewhere.GroupID, elsewhere.Version = w.bare, 0
	elsewhere.UnitID = w.ala
	w.refused("another group's unit", fault.ErrNotFound, saving(elsewhere))

	list := func(f postgres.ExampleFilter) string {
		f.GroupID = w.full
		if f.Limit == 0 {
			f.Limit = 10
		}
		names := ""
		for _, e := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ListedExample, error) {
			return tx.Examples(ctx, f)
		}) {
			names += fmt.Sprintf("%d(%d) ", e.ID, e.Total)
		}
		return names
	}
	both, first, second := fmt.Sprintf("%d(2) %d(2) ", later.ID, full.ID), fmt.Sprintf("%d(1) ", full.ID), fmt.Sprintf("%d(1) ", later.ID)
	own := []org.UnitID{w.bo}
	for name, c := range map[string]struct {
		f    postgres.ExampleFilter
		want string
	}{
		"all":                       {postgres.ExampleFilter{Published: true}, both},
		"a page":                    {postgres.ExampleFilter{Published: true, Limit: 1, Offset: 1}, fmt.Sprintf("%d(2) ", full.ID)},
		"not published, of nobody":  {postgres.ExampleFilter{}, ""},
		"not published":             {postgres.ExampleFilter{Editable: own}, fmt.Sprintf("%d(1) ", draft.ID)},
		"by words":                  {postgres.ExampleFilter{Published: true, Words: []string{"HUD", "kräver"}}, first},
		"by words, one of which no": {postgres.ExampleFilter{Published: true, Words: []string{"hud", "fiskmås"}}, ""},
		"by capital letters":        {postgres.ExampleFilter{Published: true, Words: []string{"DÄRFÖR"}}, both},
		"by a tag's word":           {postgres.ExampleFilter{Published: true, Words: []string{"flytt"}}, first},
		"by a percent sign":         {postgres.ExampleFilter{Published: true, Words: []string{"50 %"}}, second},
		"by a pattern":              {postgres.ExampleFilter{Published: true, Words: []string{"H%n"}}, ""},
		"by a low line":             {postgres.ExampleFilter{Published: true, Words: []string{"_under"}}, second},
		"by a backslash":            {postgres.ExampleFilter{Published: true, Words: []string{`r\e`}}, second},
		"by promise":                {postgres.ExampleFilter{Published: true, PromiseID: w.promises[1]}, first},
		"by measure":                {postgres.ExampleFilter{Published: true, IndicatorID: w.divided.ID}, first},
		"by unit":                   {postgres.ExampleFilter{Published: true, UnitID: w.bo}, second},
		"by tag":                    {postgres.ExampleFilter{Published: true, Tag: "AMNING"}, both},
		"by half a tag":             {postgres.ExampleFilter{Published: true, Tag: "amn"}, ""},
		"that one's unit tries":     {postgres.ExampleFilter{Published: true, Adopted: improvement.Trying, Of: own}, first},
		"that it has introduced":    {postgres.ExampleFilter{Published: true, Adopted: improvement.Introduced, Of: own}, ""},
		"that it has no word about": {postgres.ExampleFilter{Published: true, Adopted: postgres.NoAdoption, Of: []org.UnitID{w.ala}}, second},
		"that it has, or are its":   {postgres.ExampleFilter{Published: true, Adopted: postgres.NoAdoption, Of: own}, ""},
	} {
		if got := list(c.f); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	got := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ListedExample, error) {
		return tx.Examples(ctx, postgres.ExampleFilter{GroupID: w.full, Published: true, Limit: 10})
	})
	full.Version = 1
	same(t, "with its spread", got[1], postgres.ListedExample{Example: full, Spread: improvement.Spread{Trying: 1}, Total: 2})
	same(t, "what they can be chosen by", fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.ExampleChoice, error) {
		return tx.ExampleChoice(ctx, w.full, own)
	}), postgres.ExampleChoice{Tags: []string{"amning", "flytt"}, Units: []org.UnitID{w.ala, w.bo}, Indicators: []quality.IndicatorID{w.divided.ID}, Published: 2, Unpublished: 1})
	same(t, "where there are none", fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.ExampleChoice, error) {
		return tx.ExampleChoice(ctx, w.bare, nil)
	}), postgres.ExampleChoice{Tags: []string{}, Units: []org.UnitID{}, Indicators: []quality.IndicatorID{}})
	same(t, "about a measure", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ExampleOf, error) {
		return tx.MeasureExamples(ctx, w.full, []quality.IndicatorID{w.divided.ID, w.plain.ID})
	}), []postgres.ExampleOf{{ID: full.ID, UnitID: w.ala, IndicatorID: w.divided.ID, Title: full.Title}})
}

func TestAttachments(t *testing.T) {
	w := newWorld(t)
	id := w.addExample(improvement.Example{GroupID: w.full, UnitID: w.ala, Title: "Utkast", State: improvement.ExampleDraft, WrittenAt: noon})
	content := []byte("%PDF-1.4\x00\xff")
	a := improvement.Attachment{ExampleID: id, Name: "rutin.pdf", MediaType: "application/pdf", Size: len(content), SHA256: sha256.Sum256(content), AddedAt: noon, AddedBy: w.anna}
	add := func(a improvement.Attachment) improvement.AttachmentID {
		return made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.AttachmentID, error) {
			return tx.AddAttachment(ctx, a, content)
		})
	}
	a.ID = add(a)
	by := a
	by.AddedBy = 0
	by.ID = add(by)
	there := func() []improvement.Attachment {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.Attachment, error) {
			return tx.Attachments(ctx, id)
		})
	}
	same(t, "what is attached", there(), []improvement.Attachment{a, by})
	same(t, "the file", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]byte, error) { return tx.AttachmentContent(ctx, a) }), content)
	elsewhere := a
	elsewhere.ExampleID++
	w.refused("another example's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AttachmentContent(ctx, elsewhere)
		return err
	})
	remove := func(a improvement.Attachment) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteAttachment(ctx, a) }
	}
	w.refused("removing another example's", fault.ErrNotFound, remove(elsewhere))
	w.write(remove(a))
	w.refused("removing it twice", fault.ErrNotFound, remove(a))
	same(t, "what is left", there(), []improvement.Attachment{by})
	e := w.example(w.full, id)
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteExample(ctx, e) })
	same(t, "with the example", len(there()), 0)
}

func TestUnitContacts(t *testing.T) {
	w := newWorld(t)
	for _, m := range []org.Membership{
		{PersonID: w.bert, GroupID: w.full, UnitID: w.ala, Role: org.UnitManager, From: date(2020, 1, 1)},
		{PersonID: w.anna, GroupID: w.full, UnitID: w.ala, Role: org.MedicalLead, From: date(2020, 1, 1)},
		{PersonID: w.anna, GroupID: w.full, UnitID: w.bo, Role: org.Delegate, From: date(2020, 1, 1)},
		{PersonID: w.bert, GroupID: w.full, UnitID: w.bo, Role: org.UnitManager, From: date(2020, 1, 1), To: ptr(date(2026, 5, 3))},
	} {
		w.give(m)
	}
	read := func() []postgres.UnitContact {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.UnitContact, error) {
			return tx.UnitContacts(ctx, w.full, date(2026, 5, 4))
		})
	}
	same(t, "leads before managers", read(), []postgres.UnitContact{
		{UnitID: w.ala, Role: org.MedicalLead, Name: "Anna", Email: "Anna@exempel.se"}, {UnitID: w.ala, Role: org.UnitManager, Name: "Bert", Email: "bert@exempel.se"}})
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SetLeft(ctx, w.anna, ptr(date(2026, 5, 4)))
	})
	same(t, "without who has left", len(read()), 1)
}
