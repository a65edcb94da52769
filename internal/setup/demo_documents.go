package setup

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/app/group"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// documentsFile is demo_documents.json: what the example's group has written and links to,
// and whom it tells. What lies ahead on the day of the set-up has not happened yet.
type documentsFile struct {
	About     string
	Documents []struct {
		Kind                          improvement.DocumentKind
		Title, Body, Note             string
		File                          string // what the check list is kept as; "" for a text
		Year                          *int   // counted from this one; none without
		Written, Published, Indicator string
		Readers                       improvement.DocumentReaders
	}
	Links []struct {
		Kind                                               improvement.LinkKind
		Title, URL, Source, Area, What, Indicator, Written string
		Year                                               *int // counted from this one; none without
	}
	Recipients []struct {
		Direction        improvement.RecipientDirection
		Name, Way, Email string
	}
	Told struct{ Document, On, Note string }
}

// keepDocuments lets the coordinator of the example write them, as in the program.
func (d *demo) keepDocuments(ctx context.Context, db *postgres.DB) error {
	file, err := readJSON[documentsFile]("demo_documents.json")
	if err != nil {
		return err
	}
	k := keeping{acting: acting{demo: d, db: db}, documents: map[string]improvement.DocumentID{}}
	if err := db.Read(ctx, func(tx *postgres.Tx) (err error) {
		k.library, err = readLibrary(ctx, tx, d.group.ID, d.now)
		return err
	}); err != nil {
		return err
	}
	for _, step := range []func(context.Context, documentsFile) error{k.write, k.link, k.tell} {
		if err := step(ctx, file); err != nil {
			return err
		}
	}
	return nil
}

// keeping is what filling in documents takes.
type keeping struct {
	acting
	documents map[string]improvement.DocumentID // those that are published, by title
}

// at is the room on the day, with the coordinator; false when the day has not come.
func (k *keeping) at(ctx context.Context, day string) (*group.Room, org.Actor, bool, error) {
	at, err := k.past(day)
	if err != nil || at == nil {
		return nil, org.Actor{}, false, err
	}
	actor, err := k.actor(ctx, k.db, k.people.convener)
	when := k.after(*at, 0)
	return group.New(k.db, func() time.Time { return when }), actor, true, err
}

func (k *keeping) write(ctx context.Context, file documentsFile) error {
	for _, given := range file.Documents {
		room, actor, come, err := k.at(ctx, given.Written)
		if err != nil {
			return err
		}
		if !come {
			continue
		}
		w := group.WrittenDocument{Body: given.Body, Note: given.Note,
			Document: improvement.Document{GroupID: k.group.ID, Kind: given.Kind, Title: given.Title, Readers: given.Readers}}
		if given.Year != nil {
			w.Year = k.year + *given.Year
		}
		if given.Indicator != "" {
			i, err := k.library.indicator(given.Indicator)
			if err != nil {
				return err
			}
			w.IndicatorID = i.ID
		}
		if w.ID, err = room.CreateDocument(ctx, actor, w); err != nil {
			return fmt.Errorf("%s: %w", given.Title, err)
		}
		w.Document.Version = 1
		if given.File != "" {
			if err := room.UploadDocument(ctx, actor, w.Document, given.File, checklist); err != nil {
				return fmt.Errorf("%s: %w", given.Title, err)
			}
			w.Document.Version++
		}
		room, actor, come, err = k.at(ctx, given.Published)
		if err != nil {
			return err
		}
		if !come {
			continue
		}
		if err := room.ReviewDocument(ctx, actor, w.Document); err != nil {
			return fmt.Errorf("%s: %w", given.Title, err)
		}
		w.Document.Version++
		if err := room.PublishDocument(ctx, actor, w.Document); err != nil {
			return fmt.Errorf("%s: %w", given.Title, err)
		}
		k.documents[given.Title] = w.ID
	}
	return nil
}

func (k *keeping) link(ctx context.Context, file documentsFile) error {
	for _, given := range file.Links {
		room, actor, come, err := k.at(ctx, given.Written)
		if err != nil {
			return err
		}
		if !come {
			continue
		}
		l := improvement.LibraryLink{GroupID: k.group.ID, Kind: given.Kind, Title: given.Title, URL: given.URL, Source: given.Source, Area: given.Area, What: given.What}
		if l.CheckedOn, err = k.dayIn(given.Written); err != nil {
			return err
		}
		if given.Year != nil {
			l.Year = k.year + *given.Year
		}
		if given.Indicator != "" {
			i, err := k.library.indicator(given.Indicator)
			if err != nil {
				return err
			}
			l.IndicatorID = i.ID
		}
		if err := room.SaveLibraryLink(ctx, actor, l); err != nil {
			return fmt.Errorf("%s: %w", given.Title, err)
		}
	}
	return nil
}

func (k *keeping) tell(ctx context.Context, file documentsFile) error {
	room, actor, _, err := k.at(ctx, "-1-01-20")
	if err != nil {
		return err
	}
	for _, given := range file.Recipients {
		r := improvement.Recipient{GroupID: k.group.ID, Direction: given.Direction, Name: given.Name, Way: given.Way, Email: given.Email}
		if err := room.SaveRecipient(ctx, actor, r); err != nil {
			return fmt.Errorf("%s: %w", given.Name, err)
		}
	}
	room, actor, come, err := k.at(ctx, file.Told.On)
	if err != nil || !come || k.documents[file.Told.Document] == 0 {
		return err
	}
	day, err := k.dayIn(file.Told.On)
	if err != nil {
		return err
	}
	all, err := room.Recipients(ctx, actor, k.group.ID, improvement.TellingOf{})
	if err != nil {
		return err
	}
	_, err = room.Tell(ctx, actor, group.Told{Recipients: []improvement.RecipientID{all.List[0].ID}, Telling: improvement.Telling{GroupID: k.group.ID,
		TellingOf: improvement.TellingOf{DocumentID: k.documents[file.Told.Document]}, ToldOn: day, Note: file.Told.Note}})
	return err
}
