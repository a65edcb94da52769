package setup

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// talkFile is demo_talk.json.
type talkFile struct {
	About string
	Talks []struct {
		Goal      string // a title, with Year
		Indicator string // a code
		Year      int
		Span      *int // the comparison over a year
		Posts     []struct {
			By, Text string
			demoTime
		}
	}
	Support []demoSupport
}

// demoTime is a moment: a day of a year, counted from the year the example is filled
// in, or some days ago.
type demoTime struct {
	Year       int
	Day, Clock string // "04-22", "15:40"
	Ago        int
}

// demoSupport is a request for support, with what became of it so many days after.
type demoSupport struct {
	From, To, By, Title, Text, Link string
	LinkText                        string `json:"link_text"`
	Taken, Answer, Ended            *struct {
		By, Text string
		After    int
	}
	demoTime
}

// moment is the time that it stands for.
func (t demoTime) moment(d *demo) (time.Time, error) {
	day := d.now.In(i18n.Location()).AddDate(0, 0, -t.Ago).Format(time.DateOnly)
	if t.Day != "" {
		day = strconv.Itoa(d.year+t.Year) + "-" + t.Day
	}
	return time.ParseInLocation("2006-01-02 15:04", day+" "+t.Clock, i18n.Location())
}

// fillTalk stores what the example's people have said to each other, and asked of each
// other: what has happened by now.
func (d *demo) fillTalk(ctx context.Context, tx *postgres.Tx) error {
	file, err := readJSON[talkFile]("demo_talk.json")
	if err != nil {
		return err
	}
	persons, err := tx.Persons(ctx)
	if err != nil {
		return err
	}
	by := map[string]org.PersonID{}
	for _, p := range persons {
		by[p.Email] = p.ID
	}
	goals, err := tx.Goals(ctx, d.group.ID, d.year-historyYears, d.year)
	if err != nil {
		return err
	}
	for _, talk := range file.Talks {
		about := improvement.Subject{Kind: improvement.AboutGoal}
		for _, g := range goals {
			if g.Title == talk.Goal && g.Year == d.year+talk.Year {
				about.ID = int64(g.ID)
			}
		}
		if talk.Indicator != "" {
			id, err := tx.MeasureWith(ctx, d.group.ID, talk.Indicator)
			if err != nil {
				return fmt.Errorf("%s: %w", talk.Indicator, err)
			}
			about = improvement.Subject{Kind: improvement.AboutIndicator, ID: int64(id)}
		}
		if talk.Span != nil {
			about.Span = strconv.Itoa(d.year + *talk.Span)
		}
		for _, said := range talk.Posts {
			at, err := said.moment(d)
			if err != nil {
				return err
			}
			p := improvement.Post{GroupID: d.group.ID, About: about, AuthorID: by[said.By], Body: said.Text, WrittenAt: at,
				Mentions: improvement.Mentioned(said.Text, nil, persons, by[said.By])}
			if err := d.say(ctx, tx, p); err != nil {
				return fmt.Errorf("%s %s: %w", talk.Goal, talk.Indicator, err)
			}
		}
	}
	for _, s := range file.Support {
		if err := d.ask(ctx, tx, s, by); err != nil {
			return fmt.Errorf("%s: %w", s.Title, err)
		}
	}
	return nil
}

// say stores a post, unless it has not been written yet.
func (d *demo) say(ctx context.Context, tx *postgres.Tx, p improvement.Post) error {
	if p.WrittenAt.After(d.now) {
		return nil
	}
	if err := p.About.Check(); err != nil {
		return err
	}
	if err := p.Check(); err != nil {
		return err
	}
	_, err := tx.AddPost(ctx, p)
	return err
}

// ask stores a request for support, with what has become of it by now.
func (d *demo) ask(ctx context.Context, tx *postgres.Tx, asked demoSupport, by map[string]org.PersonID) error {
	at, err := asked.moment(d)
	if err != nil || at.After(d.now) {
		return err
	}
	s := improvement.Support{GroupID: d.group.ID, UnitID: d.people.units[asked.From].ID, AskedUnit: d.people.units[asked.To].ID,
		Title: asked.Title, Body: asked.Text, Link: asked.Link, LinkText: asked.LinkText, State: improvement.SupportAsked, AskedBy: by[asked.By], AskedAt: at, Version: 1}
	if err := s.Check(); err != nil {
		return err
	}
	if s.ID, err = tx.AddSupport(ctx, s); err != nil {
		return err
	}
	if asked.Taken == nil {
		return nil
	}
	if s, err = s.Take(by[asked.Taken.By], at.AddDate(0, 0, asked.Taken.After)); err != nil {
		return err
	}
	if asked.Answer != nil {
		if s, err = s.Reply(asked.Answer.Text, by[asked.Answer.By], at.AddDate(0, 0, asked.Answer.After)); err != nil {
			return err
		}
	}
	if asked.Ended != nil {
		if s, err = s.End(by[asked.Ended.By], at.AddDate(0, 0, asked.Ended.After)); err != nil {
			return err
		}
	}
	return tx.SaveSupport(ctx, s)
}
