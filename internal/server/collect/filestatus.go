package collect

import (
	"context"
	"time"

	"samsyn/internal/app/collect"
	"samsyn/internal/i18n"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// fileHeading is what stands first on every page about an uploaded file.
func fileHeading(ctx context.Context, s collect.FileStatus, title string) ui.PageHeadingProps {
	return ui.PageHeadingProps{Title: title, Lead: s.Name, Trail: []ui.Link{{Text: i18n.T(ctx, "Inrapportering"), URL: overviewURL},
		{Text: i18n.T(ctx, "Lämna siffror i en fil"), URL: uploadURL(s.Where)}}}
}

// uploadURL is where a file for the same place is uploaded.
func uploadURL(at collect.Where) string {
	if at.UnitCode == "" {
		return filesURL
	}
	return overviewURL + "/" + at.UnitCode + "/" + at.PeriodCode + "/fil"
}

// newFileWork is how far the work on a file has come.
func newFileWork(ctx context.Context, s collect.FileStatus) view.FileWorkView {
	v := view.FileWorkView{Heading: fileHeading(ctx, s, i18n.T(ctx, "Filen läses")), URL: fileURL(s.ID),
		StillURL: fileURL(s.ID) + "?" + stillName + "=1", Percent: s.Progress, Stage: stageWords(ctx, s),
		CancelURL: fileURL(s.ID) + "/avbryt", Text: i18n.T(ctx, "Du kan lämna sidan och komma tillbaka. Inget sparas förrän du har sett vad som står i filen.")}
	v.PercentText = i18n.T(ctx, "%d %% klart", s.Progress)
	if s.ToStore {
		v.Heading.Title = i18n.T(ctx, "Filen sparas")
		v.Text = i18n.T(ctx, "Du kan lämna sidan och komma tillbaka. Antingen sparas allt i filen eller inget.")
	}
	return v
}

// stageWords is what is being done now.
func stageWords(ctx context.Context, s collect.FileStatus) string {
	switch {
	case s.Cancelling:
		return i18n.T(ctx, "Avbryter")
	case s.State == collect.Queued:
		return i18n.T(ctx, "Väntar på sin tur")
	}
	switch s.Stage {
	case collect.Comparing:
		return i18n.T(ctx, "Jämför med det som är sparat")
	case collect.Listing:
		return i18n.T(ctx, "Gör i ordning raderna att visa")
	case collect.Storing:
		return i18n.T(ctx, "Sparar siffrorna")
	case collect.Logging:
		return i18n.T(ctx, "Skriver i ändringsloggen")
	}
	return i18n.T(ctx, "Läser filen")
}

// newFileEnd is what came of a file that there is nothing left to decide about.
func newFileEnd(ctx context.Context, s collect.FileStatus) view.FileEndView {
	v := view.FileEndView{AgainURL: uploadURL(s.Where), Kind: ui.Warning}
	reread := func() { v.RereadURL, v.RereadText = fileURL(s.ID)+"/igen", i18n.T(ctx, "Läs filen igen") }
	title := ""
	switch s.State {
	case collect.Stored:
		title, v.Kind, v.Text = i18n.T(ctx, "Filen är sparad"), ui.Success, storedWords(ctx, s)
		v.Next = ui.Link{Text: i18n.T(ctx, "Till Inrapportering"), URL: overviewURL}
		if s.Unit != "" {
			v.Next = ui.Link{Text: i18n.T(ctx, "Till formuläret"), URL: afterFile(s)}
		}
	case collect.Unreadable:
		title, v.Problems = i18n.T(ctx, "Filen går inte att läsa"), fileSentences(ctx, s.Problems)
		v.Text = i18n.T(ctx, "Inget är sparat. Rätta filen och lämna den igen.")
	case collect.Cancelled:
		title, v.Kind, v.Text = i18n.T(ctx, "Du avbröt"), ui.Info, i18n.T(ctx, "Inget av filen är sparat.")
		reread()
	default:
		title = i18n.T(ctx, "Filen blev inte klar")
		v.Text = i18n.T(ctx, "Något avbröt arbetet. Inget av filen är sparat. Försök igen.")
		reread()
	}
	v.Heading = fileHeading(ctx, s, title)
	return v
}

// storedWords says how much was stored.
func storedWords(ctx context.Context, s collect.FileStatus) string {
	n := s.New + s.Changed
	if n == 1 {
		return i18n.T(ctx, "En uppgift från filen är sparad.")
	}
	return i18n.T(ctx, "%s uppgifter från filen är sparade.", i18n.Integer(ctx, int64(n)))
}

// newFileTasks are the visitor's files that wait, the newest first.
func newFileTasks(ctx context.Context, files []collect.FileStatus, today time.Time) []ui.TaskProps {
	var list []ui.TaskProps
	for _, s := range files {
		t := ui.TaskProps{Title: s.Name, URL: fileURL(s.ID), Due: moment(ctx, s.UploadedAt, today, collect.Author{})}
		switch {
		case s.Working():
			t.Text = joined(", ", stageWords(ctx, s), i18n.T(ctx, "%d %% klart", s.Progress))
		case s.State == collect.Read && s.Wrong > 0:
			t.Text = i18n.T(ctx, "Att rätta: %s", i18n.Integer(ctx, int64(s.Wrong)))
		case s.State == collect.Read:
			t.Text = i18n.T(ctx, "Inte sparad än")
		default:
			t.Text = newFileEnd(ctx, s).Heading.Title
		}
		list = append(list, t)
	}
	return list
}
