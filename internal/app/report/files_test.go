package report_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// filesRoom is the room on the small groups, and a document of the first for the audience.
func filesRoom(t *testing.T) (*testgroup.Fixture, *report.Room) {
	f := testgroup.New(t)
	return f, report.New(f.DB, testgroup.Clock)
}

func small(audience edition.Audience) *edition.Document {
	return &edition.Document{Format: edition.Format, Group: "Provgruppen", GroupCode: "prov", Year: 2025, Audience: audience, Language: "sv", Title: "Årsrapport 2025"}
}

var (
	pdf  = report.FileOrder{Format: edition.PDFFile}
	unit = report.FileOrder{Format: edition.UnitFile, UnitID: testgroup.Ala}
)

// TestWhoMayHaveFiles: the group all, readers outside it the public ones, and others none.
func TestWhoMayHaveFiles(t *testing.T) {
	f, room := filesRoom(t)
	for _, try := range []struct {
		who      org.PersonID
		audience edition.Audience
		order    report.FileOrder
		may      bool
	}{
		{testgroup.Convener, edition.Internal, pdf, true},
		{testgroup.UnitManager, edition.Internal, unit, true}, // of another unit, but of the group
		{testgroup.Member, edition.Internal, pdf, false},
		{testgroup.Member, edition.Public, pdf, true},
		{testgroup.Member, edition.Public, unit, false},
		{testgroup.Observer, edition.Public, pdf, false},
		{testgroup.Other, edition.Internal, pdf, false},
	} {
		actor := f.Actor(try.who)
		id, err := room.AskForFile(t.Context(), actor, testgroup.Group, small(try.audience), try.order)
		if errors.Is(err, fault.ErrForbidden) == try.may || try.may && err != nil {
			t.Errorf("%s asks for %s, %s: %v", actor.Person.Name, try.order.Format, try.audience, err)
		}
		if !try.may || try.audience == edition.Public {
			continue
		}
		which := report.FileID{Group: testgroup.Group, Year: 2025, ID: id}
		for _, other := range []org.PersonID{testgroup.Member, testgroup.Other, testgroup.Observer} {
			if _, err := room.CancelFile(t.Context(), f.Actor(other), which); !errors.Is(err, fault.ErrNotFound) {
				t.Errorf("person %d cancels a file of the group: %v", other, err)
			}
		}
	}
	if _, err := room.Files(t.Context(), f.Actor(testgroup.Member), report.FilesOf{Group: testgroup.Group, Year: 2025, Audience: edition.Internal}); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("the member lists internal files: %v", err)
	}
	if got, err := room.Files(t.Context(), f.Actor(testgroup.Member), report.FilesOf{Group: testgroup.Group, Year: 2025, Audience: edition.Public}); err != nil || len(got) != 1 {
		t.Errorf("the member's list: %v, %v", got, err)
	}
}

// asked is a file that the convener has asked for.
func asked(t *testing.T, f *testgroup.Fixture, room *report.Room) report.FileID {
	t.Helper()
	id, err := room.AskForFile(t.Context(), f.Actor(testgroup.Convener), testgroup.Group, small(edition.Internal), pdf)
	if err != nil {
		t.Fatal(err)
	}
	return report.FileID{Group: testgroup.Group, Year: 2025, ID: id}
}

func TestAFileIsMadeAndFetched(t *testing.T) {
	f, room := filesRoom(t)
	convener, which := f.Actor(testgroup.Convener), asked(t, f, room)
	if _, _, err := room.FetchFile(t.Context(), convener, which); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("fetched before it is made: %v", err)
	}
	makes := 0
	makeIt := func(_ context.Context, doc *edition.Document, order report.FileOrder, progress func(string, int, int)) (string, []byte, error) {
		makes++
		progress("charts", 1, 2)
		return "a.pdf", []byte(doc.Title), nil
	}
	for range 2 { // the second time somebody else has made it
		if err := room.WorkOnFile(t.Context(), report.FileJob{FileID: which.ID, Try: 1}, time.Minute, makeIt); err != nil {
			t.Fatal(err)
		}
	}
	if again := asked(t, f, room); again != which || makes != 1 {
		t.Errorf("asked again it is %v, and was made %d times", again, makes)
	}
	file, content, err := room.FetchFile(t.Context(), convener, which)
	if err != nil || string(content) != "Årsrapport 2025" || file.Name != "a.pdf" || file.State != report.FileMade || file.Size != int64(len(content)) {
		t.Errorf("%+v, %q, %v", file, content, err)
	}
	for what, wrong := range map[string]report.FileID{"another year's": {Group: testgroup.Group, Year: 2024, ID: which.ID},
		"another group's": {Group: testgroup.OtherGroup, Year: 2025, ID: which.ID}, "no": {Group: testgroup.Group, Year: 2025, ID: 99}} {
		if _, _, err := room.FetchFile(t.Context(), convener, wrong); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%s file: %v", what, err)
		}
	}
	if got := f.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit WHERE subject = 'report_file'`); got != "report.ask_file report.ask_file report.fetch_file" {
		t.Errorf("logged %s", got)
	}
}

func TestWhatWentWrongIsKept(t *testing.T) {
	for _, try := range []struct {
		what    string
		within  time.Duration
		make    report.MakeFile
		problem edition.FileProblem
	}{
		{"a missing program", time.Minute, func(context.Context, *edition.Document, report.FileOrder, func(string, int, int)) (string, []byte, error) {
			return "", nil, &report.FileError{Problem: edition.ProgramMissing, Err: errors.New("weasyprint")}
		}, edition.ProgramMissing},
		{"time", time.Millisecond, func(ctx context.Context, _ *edition.Document, _ report.FileOrder, _ func(string, int, int)) (string, []byte, error) {
			<-ctx.Done()
			return "", nil, ctx.Err()
		}, edition.TookTooLong},
		{"a mistake", time.Minute, func(context.Context, *edition.Document, report.FileOrder, func(string, int, int)) (string, []byte, error) {
			return "", nil, errors.New("chart: not drawn")
		}, edition.ProgramFailed},
	} {
		f, room := filesRoom(t)
		which := asked(t, f, room)
		if err := room.WorkOnFile(t.Context(), report.FileJob{FileID: which.ID, Try: 1}, try.within, try.make); err == nil {
			t.Errorf("%s: whoever runs the program hears nothing", try.what)
		}
		list, err := room.Files(t.Context(), f.Actor(testgroup.Convener), report.FilesOf{Group: testgroup.Group, Year: 2025, Audience: edition.Internal})
		if err != nil || len(list) != 1 || list[0].State != report.FileFailed || list[0].Problem != string(try.problem) {
			t.Errorf("%s: %+v, %v", try.what, list, err)
		}
		if again := asked(t, f, room); again == which {
			t.Errorf("%s: it cannot be tried again", try.what)
		}
	}
}

// TestACancelledFileIsNotMade: whoever makes it hears of it, and what it made is dropped.
func TestACancelledFileIsNotMade(t *testing.T) {
	f, room := filesRoom(t)
	which := asked(t, f, room)
	cancelled := func(ctx context.Context, _ *edition.Document, _ report.FileOrder, _ func(string, int, int)) (string, []byte, error) {
		if _, err := room.CancelFile(ctx, f.Actor(testgroup.Convener), which); err != nil {
			t.Error(err)
		}
		<-ctx.Done()
		return "", nil, ctx.Err()
	}
	if err := room.WorkOnFile(t.Context(), report.FileJob{FileID: which.ID, Try: 1}, time.Minute, cancelled); !errors.Is(err, report.ErrFileCancelled) {
		t.Errorf("cancelled while it works: %v", err)
	}
	which = asked(t, f, room)
	late := func(ctx context.Context, _ *edition.Document, _ report.FileOrder, _ func(string, int, int)) (string, []byte, error) {
		_, err := room.CancelFile(ctx, f.Actor(testgroup.Convener), which)
		return "a.pdf", []byte("x"), err
	}
	if err := room.WorkOnFile(t.Context(), report.FileJob{FileID: which.ID, Try: 1}, time.Minute, late); !errors.Is(err, report.ErrFileCancelled) {
		t.Errorf("cancelled at the end: %v", err)
	}
	if got := f.Text(`SELECT string_agg(state || coalesce(size, 0), ' ') FROM report_file`); got != "cancelled0 cancelled0" {
		t.Errorf("files %s", got)
	}
}

// TestAStoppingProcessPutsTheFileBack: another makes it.
func TestAStoppingProcessPutsTheFileBack(t *testing.T) {
	f, room := filesRoom(t)
	which := asked(t, f, room)
	ctx, stop := context.WithCancel(t.Context())
	stopped := func(ctx context.Context, _ *edition.Document, _ report.FileOrder, _ func(string, int, int)) (string, []byte, error) {
		stop()
		<-ctx.Done()
		return "", nil, ctx.Err()
	}
	if err := room.WorkOnFile(ctx, report.FileJob{FileID: which.ID, Try: 1}, time.Minute, stopped); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	makeIt := func(context.Context, *edition.Document, report.FileOrder, func(string, int, int)) (string, []byte, error) {
		return "a.pdf", []byte("x"), nil
	}
	if err := room.WorkOnFile(t.Context(), report.FileJob{FileID: which.ID, Try: 2}, time.Minute, makeIt); err != nil {
		t.Fatal(err)
	}
	if _, content, err := room.FetchFile(t.Context(), f.Actor(testgroup.Convener), which); err != nil || string(content) != "x" {
		t.Errorf("%q, %v", content, err)
	}
}
