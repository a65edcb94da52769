package group

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// DocumentForm is what a document can belong to.
type DocumentForm struct {
	Goals    []quality.Goal // the newest year first
	Measures []quality.Indicator
	Mandates []org.Mandate // those that are adopted
	// Document and Text are the stored ones, zero for a new one.
	Document improvement.Document
	Text     DocumentVersion
	Last     postgres.LastChange
}

// DocumentForm reads it; id zero is a new one, which from names the document to begin from;
// zero for none.
func (room *Room) DocumentForm(ctx context.Context, actor org.Actor, group org.GroupID, id, from improvement.DocumentID) (DocumentForm, error) {
	if !mayWrite(actor, group) {
		return DocumentForm{}, fault.ErrForbidden
	}
	f := DocumentForm{Document: improvement.Document{Kind: improvement.OtherDocument, Readers: improvement.ReadByGroup, Year: room.today().Year()}}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		if err := room.readDocumentChoices(ctx, tx, group, &f); err != nil {
			return err
		}
		read := id
		if id == 0 {
			read = from
		}
		if read == 0 {
			return nil
		}
		row, err := tx.Document(ctx, group, read)
		if err != nil {
			return err
		}
		versions, err := tx.DocumentVersions(ctx, read)
		if err != nil {
			return err
		}
		f.Text = versions[0]
		if id == 0 { // begun from the other's text
			f.Text.Number = 0
			return nil
		}
		f.Document = row.Document
		f.Last, err = tx.LastChange(ctx, documentSubject, int64(id))
		return err
	})
	return f, err
}

func (room *Room) readDocumentChoices(ctx context.Context, tx *postgres.Tx, group org.GroupID, f *DocumentForm) (err error) {
	if f.Goals, err = tx.Goals(ctx, group, 1990, 2200); err != nil {
		return err
	}
	slices.SortStableFunc(f.Goals, func(a, b quality.Goal) int { return b.Year - a.Year })
	if f.Measures, err = tx.Indicators(ctx, group, room.today()); err != nil {
		return err
	}
	all, err := tx.Mandates(ctx, group)
	f.Mandates = slices.DeleteFunc(all, org.Mandate.Draft)
	return err
}

// check lists what the document belongs to that is not the group's.
func (f DocumentForm) check(v *fault.ValidationError, d improvement.Document) {
	if d.GoalID != 0 && d.GoalID != f.Document.GoalID && !slices.ContainsFunc(f.Goals, func(g quality.Goal) bool { return g.ID == d.GoalID }) {
		v.Add("goal", "unknown_choice")
	}
	if d.IndicatorID != 0 && d.IndicatorID != f.Document.IndicatorID && !slices.ContainsFunc(f.Measures, func(i quality.Indicator) bool { return i.ID == d.IndicatorID }) {
		v.Add("measure", "unknown_choice")
	}
	if d.MandateID != 0 && d.MandateID != f.Document.MandateID && !slices.ContainsFunc(f.Mandates, func(m org.Mandate) bool { return m.ID == d.MandateID }) {
		v.Add("mandate", "unknown_choice")
	}
}
