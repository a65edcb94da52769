package document

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"samsyn/internal/testdb/testdisk"
)

// both makes a paper in both formats.
func both(t *testing.T, p *Press, paper Paper, check func(t *testing.T, format Format, err error)) {
	t.Helper()
	t.Run("PDF", func(t *testing.T) {
		_, err := p.PDF(t.Context(), paper, Accessible)
		check(t, PDF, err)
	})
	t.Run("Word", func(t *testing.T) {
		_, err := p.Word(t.Context(), paper)
		check(t, Word, err)
	})
}

// script is a program that does as told.
func script(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestMissingPrograms(t *testing.T) {
	whole := find(t)
	for name, press := range map[string]*Press{
		"weasyprint":   {pandoc: whole.pandoc, rsvg: whole.rsvg},
		"pandoc":       {python: whole.python, rsvg: whole.rsvg},
		"rsvg-convert": {python: whole.python, pandoc: whole.pandoc},
	} {
		press.turns, press.long, press.apart, press.memory = whole.turns, whole.long, whole.apart, whole.memory
		both(t, press, Paper{HTML: []byte("<p>x</p>"), At: day}, func(t *testing.T, format Format, err error) {
			if (format == PDF) != (name == "weasyprint") {
				if err != nil {
					t.Errorf("%s is not needed, but: %v", name, err)
				}
				return
			}
			var missing *MissingError
			if !errors.As(err, &missing) || missing.Program != name || !strings.Contains(err.Error(), "apt-get install") {
				t.Errorf("without %s: %v", name, err)
			}
		})
	}
	both(t, nil, Paper{}, func(t *testing.T, format Format, err error) {
		var missing *MissingError
		if !errors.As(err, &missing) {
			t.Errorf("without a press: %v", err)
		}
	})
	t.Setenv("PATH", t.TempDir())
	if p := Find(); p.Missing(PDF) == nil || p.Missing(Word) == nil {
		t.Error("found what is not there")
	}
}

// TestPythonIsFound reads the first line of WeasyPrint's command.
func TestPythonIsFound(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{
		"#!" + python: python, "#!/usr/bin/env python3": python, "#! " + python + " -E": python,
		"#!/no/such/python": "", "\x7fELF": "", "": "",
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "weasyprint"), []byte(line+"\nimport weasyprint\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		t.Setenv("PATH", dir+":"+filepath.Dir(python))
		if got := findPython(); got != want {
			t.Errorf("%q is run by %q, want %q", line, got, want)
		}
	}
}

// TestAnotherWeasyPrint is a command left behind by a module that is gone, and one of
// another version.
func TestAnotherWeasyPrint(t *testing.T) {
	p := *find(t)
	p.python = script(t, `echo "other version: 63.1" >&2; exit 1`)
	var version *VersionError
	if _, err := p.PDF(t.Context(), report(), Accessible); !errors.As(err, &version) || version.Found != "63.1" {
		t.Errorf("another version: %v", err)
	}
	p.python = script(t, `echo "ModuleNotFoundError: No module named 'weasyprint'" >&2; exit 1`)
	var missing *MissingError
	if _, err := p.PDF(t.Context(), report(), Accessible); !errors.As(err, &missing) {
		t.Errorf("without the module: %v", err)
	}
}

func TestProgramsThatFail(t *testing.T) {
	for _, c := range []struct {
		name, does string
		is         func(error) bool
		says       string
	}{
		{"for a reason of its own", "echo först >&2; echo fel i filen >&2; exit 3", func(err error) bool { var e *FailedError; return errors.As(err, &e) && e.Said == "fel i filen" }, "fel i filen"},
		{"for want of memory", "echo MemoryError >&2; exit 1", func(err error) bool { var e *MemoryError; return errors.As(err, &e) }, "för stor"},
		{"for want of room", "echo 'hClose: resource exhausted (No space left on device)' >&2; exit 1", func(err error) bool { var e *DiskFullError; return errors.As(err, &e) }, "Frigör utrymme"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("TMPDIR", t.TempDir())
			p := *find(t)
			p.python, p.pandoc = script(t, c.does), script(t, c.does)
			both(t, &p, report(), func(t *testing.T, format Format, err error) {
				if !c.is(err) || !strings.Contains(err.Error(), c.says) {
					t.Errorf("%v", err)
				}
			})
			nothingIsLeft(t)
		})
	}
	if _, err := find(t).PDF(t.Context(), Paper{HTML: []byte("x"), Files: map[string][]byte{"../x": nil}}, Accessible); err == nil {
		t.Error("a file outside the folder was written")
	}
	broken := report() // by a style sheet that WeasyPrint 57 stumbles on
	broken.Files["chart.svg"] = []byte(strings.Replace(chart, "<rect", "<style>@import url(a.css);</style><rect", 1))
	var failed *FailedError
	if _, err := find(t).PDF(t.Context(), broken, Accessible); !errors.As(err, &failed) || !strings.HasPrefix(failed.Said, "chart.svg: ") {
		t.Errorf("a picture that cannot be drawn: %v", err)
	}
}

func TestTooLittleMemory(t *testing.T) {
	paper := report()
	p := *find(t)
	p.memory = 60 << 20
	var little *MemoryError
	if _, err := p.PDF(t.Context(), paper, Accessible); !errors.As(err, &little) {
		t.Errorf("with 60 MB: %v", err)
	}
}

// TestTimeAndPatience lets papers take too long, and be called off at each stage. Nothing
// may run afterwards: a child that WeasyPrint split off neither.
func TestTimeAndPatience(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	p := find(t)
	slow := report()
	slow.Within = 30 * time.Millisecond
	both(t, p, slow, func(t *testing.T, format Format, err error) {
		var late *TimeoutError
		if !errors.As(err, &late) || !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "0.03 sekunder") {
			t.Errorf("too late: %v", err)
		}
		nothingIsLeft(t)
	})
	for _, stage := range []Stage{Waiting, Reading, LayingOut, Drawing, Picturing, Finishing} {
		t.Run(string(stage), func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			paper := report()
			called := false
			paper.Progress = func(s Stage, _, _ int) {
				if s == stage {
					called = true
					cancel()
				}
			}
			_, err := p.PDF(ctx, paper, Accessible)
			if stage == Picturing {
				_, err = p.Word(ctx, paper)
			}
			if !called || !errors.Is(err, context.Canceled) || !errors.As(err, &CancelledError{}) {
				t.Errorf("called off %v: %v", called, err)
			}
			nothingIsLeft(t)
		})
	}
}

// nothingIsLeft complains of folders and of processes that work in them.
func nothingIsLeft(t *testing.T) {
	t.Helper()
	if left, err := filepath.Glob(filepath.Join(os.TempDir(), "samsyn-document-*")); err != nil || len(left) > 0 {
		t.Errorf("folders are left: %v, %v", left, err)
	}
	processes, err := filepath.Glob("/proc/[0-9]*/cwd")
	if err != nil {
		t.Fatal(err)
	}
	for _, process := range processes {
		if dir, err := os.Readlink(process); err == nil && strings.HasPrefix(dir, os.TempDir()) && strings.Contains(dir, "samsyn-document-") {
			status, _ := os.ReadFile(filepath.Join(filepath.Dir(process), "status"))
			if !strings.Contains(string(status), "State:\tZ") {
				t.Errorf("%s runs on in %s", process, dir)
			}
		}
	}
}

func TestStagesAreTold(t *testing.T) {
	p := find(t)
	var stages []Stage
	paper := report()
	paper.Progress = func(s Stage, done, of int) {
		if len(stages) == 0 || stages[len(stages)-1] != s {
			stages = append(stages, s)
		}
		if s == Drawing && done > of {
			t.Errorf("%d of %d pages", done, of)
		}
	}
	for _, c := range []struct {
		do   func() ([]byte, error)
		want []Stage
	}{
		{func() ([]byte, error) { return p.PDF(t.Context(), paper, Archive) }, []Stage{Waiting, Reading, LayingOut, Drawing, Finishing}},
		{func() ([]byte, error) { return p.Word(t.Context(), paper) }, []Stage{Waiting, Picturing, Converting, Finishing}},
	} {
		stages = nil
		if _, err := c.do(); err != nil {
			t.Fatal(err)
		}
		for _, s := range c.want {
			found := false
			for _, told := range stages {
				found = found || told == s
			}
			if !found {
				t.Errorf("%s is not told: %v", s, stages)
			}
		}
	}
}

// TestTurns lets a long paper wait for a long one, a short one not, and neither for more
// than whoever asked does.
func TestTurns(t *testing.T) {
	p := find(t)
	p.long <- struct{}{} // as if one were made
	p.turns <- struct{}{}
	short := Paper{HTML: []byte("<p>x</p>"), At: day, Within: time.Minute}
	if _, err := p.PDF(t.Context(), short, Accessible); err != nil {
		t.Error(err)
	}
	for range 2 { // then there is no room for a short one either
		ctx, cancel := context.WithCancel(t.Context())
		paper := report()
		paper.Within = short.Within
		if len(p.turns) < atOnce {
			paper.Within = 2 * time.Minute
		}
		paper.Progress = func(Stage, int, int) { cancel() } // it waits, and is called off
		if _, err := p.PDF(ctx, paper, Accessible); !errors.As(err, &CancelledError{}) {
			t.Errorf("called off in the queue: %v", err)
		}
		if len(p.turns) < atOnce {
			p.turns <- struct{}{}
		}
	}
	if len(p.turns) != atOnce || len(p.long) != 1 {
		t.Errorf("%d turns and %d long ones are taken", len(p.turns), len(p.long))
	}
}

// TestFullDisk runs in a small file system of its own, filled while a paper is made.
func TestFullDisk(t *testing.T) {
	dir := testdisk.Small(t, 4)
	t.Setenv("TMPDIR", dir)
	p, filler := find(t), filepath.Join(dir, "filler")
	full := func(t *testing.T, err error) {
		t.Helper()
		var e *DiskFullError
		if !errors.As(err, &e) || !strings.Contains(err.Error(), dir) {
			t.Errorf("%v", err)
		}
		if err := os.Remove(filler); err != nil {
			t.Error(err)
		}
		nothingIsLeft(t)
	}
	// The script does not stop at what it tells, so a disk that fills while it works may
	// fill too late; with a given room left, what does not fit is the same every time.
	var laid, working bool
	for room := 0; ; room += 16 << 10 {
		paper, began := report(), false
		paper.Progress = func(s Stage, _, _ int) {
			if s == Waiting {
				testdisk.Fill(t, filler, room)
			}
			began = began || s == Reading
		}
		pdf, err := p.PDF(t.Context(), paper, Accessible)
		if err == nil && len(pdf) > 0 {
			if err := os.Remove(filler); err != nil {
				t.Error(err)
			}
			break
		}
		full(t, err)
		if laid, working = laid || !began, working || began; t.Failed() {
			return
		}
	}
	if !laid || !working {
		t.Errorf("the disk was full before the script began: %v, and while it worked: %v", laid, working)
	}
	for _, stage := range []Stage{Waiting, Converting} {
		paper := report()
		paper.Progress = func(s Stage, _, _ int) {
			if s == stage {
				testdisk.Fill(t, filler, 0)
			}
		}
		_, err := p.Word(t.Context(), paper)
		full(t, err)
	}
}
