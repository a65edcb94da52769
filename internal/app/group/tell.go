package group

import (
	"context"
	"fmt"
	"slices"
	"time"

	"samsyn/internal/app/letter"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// ToldThing is what somebody is told of, as it is published.
type ToldThing struct {
	Title string
	// Page is where it stands for those who see to it, Path where others read it, and Open
	// says that nobody has to sign in for that.
	Page, Path string
	Open       bool
	// Since is when it was published, and about what tells letters about it from others: a
	// new version is another thing.
	Since time.Time
	about string
}

// toldThing reads what is told of; fault.ErrWrongState for what is not published, and
// fault.ErrNotFound for what is not the group's.
func toldThing(ctx context.Context, tx *postgres.Tx, group org.Group, of improvement.TellingOf) (thing ToldThing, err error) {
	var published *time.Time
	switch {
	case of.DocumentID != 0:
		d, err := tx.Document(ctx, group.ID, of.DocumentID)
		if err != nil {
			return thing, err
		}
		openings, err := tx.Openings(ctx, group.ID)
		if err != nil {
			return thing, err
		}
		open := d.Readers == improvement.ReadByAll && openings.Open(org.Everybody, org.OpenDocuments)
		thing = ToldThing{Title: d.Title, Page: "/gruppen/dokument/" + idText(d.ID), Open: open, about: fmt.Sprintf("document %d %d", d.ID, d.Published)}
		if thing.Path = thing.Page; thing.Open {
			thing.Path = "/publicerat/" + group.Code + "/dokument/" + idText(d.ID)
		}
		if d.WithdrawnAt == nil {
			published = d.PublishedAt
		}
	case of.DecisionID != 0:
		rows, err := tx.Decisions(ctx, postgres.DecisionsAsked{GroupID: group.ID, ID: of.DecisionID, Most: 1})
		if err != nil {
			return thing, err
		}
		if len(rows) == 0 {
			return thing, fault.ErrNotFound
		}
		thing = ToldThing{Title: rows[0].Text, Page: "/gruppen/beslut/" + idText(of.DecisionID), about: fmt.Sprintf("decision %d", of.DecisionID)}
		thing.Path, published = thing.Page, rows[0].PublishedAt
	default:
		all, err := tx.Editions(ctx, group.ID, 0)
		if err != nil {
			return thing, err
		}
		n := slices.IndexFunc(all, func(e postgres.Edition) bool { return e.ID == of.EditionID })
		if n < 0 {
			return thing, fault.ErrNotFound
		}
		e := all[n]
		thing = ToldThing{Title: "Årsrapport " + edition.Name(e.Year, e.Number), Page: fmt.Sprintf("/arsrapport/%d/utgavor/%d", e.Year, e.Number),
			Path: fmt.Sprintf("/publicerat/%s/%d/%d", group.Code, e.Year, e.Number), Open: true, about: fmt.Sprintf("edition %d", e.ID)}
		published = e.PublishedAt
	}
	if published == nil {
		return thing, fault.ErrWrongState
	}
	thing.Since = org.DayOf(published.In(i18n.Location()))
	return thing, nil
}

// Told is who was told of one thing on a day.
type Told struct {
	improvement.Telling // of nobody in particular
	Recipients          []improvement.RecipientID
	// Letters asks for a letter to those who have an address; Words are the sender's own in
	// it, "" for none.
	Letters bool
	Words   string
}

// Tell notes that the recipients were told of one thing on a day, and lets a letter go to
// those who have an address when that is asked for: nobody gets two about the same thing. It
// gives how many letters go. Problems stand at "recipients", "told_on", "note" and "words";
// fault.ErrWrongState for what is not published.
func (room *Room) Tell(ctx context.Context, actor org.Actor, t Told) (letters int, err error) {
	if !mayWrite(actor, t.GroupID) {
		return 0, fault.ErrForbidden
	}
	t.NotedAt, t.NotedBy = room.now(), actor.Person.ID
	var v fault.ValidationError
	if len(t.Recipients) == 0 {
		v.Add("recipients", "receiver_required")
	}
	take(&v, t.Check(room.today()))
	quality.FreeText(&v, "words", t.Words, improvement.MaxText)
	if err := v.OrNil(); err != nil {
		return 0, err
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		letters = 0
		group, err := tx.Group(ctx, t.GroupID)
		if err != nil {
			return err
		}
		thing, err := toldThing(ctx, tx, group, t.TellingOf)
		if err != nil {
			return err
		}
		for _, id := range t.Recipients {
			r, err := recipientIn(ctx, tx, t.GroupID, id)
			if err != nil {
				return err
			}
			if r.EndedAt != nil { // taken off the list since the form was opened
				return &fault.ValidationError{Problems: []fault.Problem{{Field: "recipients", Code: "recipient_ended", Args: []any{r.Name}}}}
			}
			one := t.Telling
			one.RecipientID = id
			if t.Letters {
				if one.ByLetter, err = letter.Queue(ctx, tx, letter.Queued{At: room.now(), By: actor}, room.tellingLetter(group, thing, r, t.Words)); err != nil {
					return err
				}
			}
			if one.ByLetter {
				letters++
			}
			if err := tx.AddTelling(ctx, one); err != nil {
				return err
			}
			if err := tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "recipient.tell", GroupID: t.GroupID, Subject: "telling", SubjectID: int64(id),
				After: map[string]any{"recipient": r.Name, "told_of": thing.Title, "told_on": t.ToldOn.Format(time.DateOnly), "document_note": t.Note}}); err != nil {
				return err
			}
		}
		return nil
	})
	return letters, err
}

// tellingLetter is the letter about what is published. It belongs to the day when that was,
// so that it goes to a recipient once.
func (room *Room) tellingLetter(group org.Group, thing ToldThing, to improvement.Recipient, words string) letter.Letter {
	body := fmt.Sprintf("Hej!\n\n%s vill berätta om det här: %s\n\n", group.Name, thing.Title)
	if words != "" {
		body += words + "\n\n"
	}
	body += "Läs det här:\n" + letter.URL(room.base, thing.Path) + "\n"
	if !thing.Open {
		body += "Du behöver logga in i Samsyn. Har du inget konto, be gruppen om texten.\n"
	}
	return letter.Letter{GroupID: group.ID, To: org.Person{Name: to.Name, Email: to.Email}, About: fmt.Sprintf("told %s recipient %d", thing.about, to.ID), Day: thing.Since,
		Subject: group.Name + ": " + firstLetters(thing.Title, 120), Body: body + "\nHälsningar\n" + group.Name}
}

// firstLetters is the beginning of a text that is too long for a line.
func firstLetters(text string, most int) string {
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	return text
}
