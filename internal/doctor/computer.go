package doctor

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"samsyn/internal/document"
	"samsyn/internal/localpg"
)

// How much room there must be: below little something will soon stop, below some it is
// time to do something about it.
const (
	little = 500e6
	some   = 5e9
)

// computer says what is wrong with the computer: room, clock and programs.
func computer(ctx context.Context, p Patient) []Finding {
	var f findings
	if p.DataDir != "" {
		f.room("databasens mapp", p.DataDir)
	}
	f.room("mappen för tillfälliga filer", os.TempDir())
	f.clock()
	if _, err := time.LoadLocation("Europe/Stockholm"); err != nil {
		f.wrong("Datorn saknar tidszonen Europe/Stockholm. Installera tzdata.")
	}
	press := document.Find()
	whole := true
	for _, format := range []document.Format{document.PDF, document.Word} {
		if err := press.Missing(format); err != nil {
			whole = false
			f.note(err.Error() + ".")
		}
	}
	if whole {
		f.fine("Programmen för PDF och Word finns.")
	}
	if _, err := localpg.FindTools(ctx, 1); err != nil {
		f.wrong(err.Error() + " Utan dem går det inte att säkerhetskopiera.")
	}
	return f
}

// room says how much of the disk is left where the folder is, or will be.
func (f *findings) room(what, dir string) {
	at := dir
	var stat syscall.Statfs_t
	err := syscall.Statfs(at, &stat)
	for errors.Is(err, os.ErrNotExist) && at != filepath.Dir(at) {
		at = filepath.Dir(at)
		err = syscall.Statfs(at, &stat)
	}
	if err != nil {
		f.note(fmt.Sprintf("Det går inte att se hur mycket plats som är kvar i %s (%s): %v.", what, dir, err))
		return
	}
	free := float64(stat.Bavail) * float64(stat.Bsize)
	text := fmt.Sprintf("%.1f GB är ledigt i %s (%s)", free/1e9, what, dir)
	switch {
	case free < little:
		f.wrong(text + ": snart går inget att spara. Frigör utrymme.")
	case free < some:
		f.note(text + ". Det är lite; frigör utrymme eller ge mer.")
	default:
		f.fine(text + ".")
	}
}

// timeError is what adjtimex answers when nobody keeps the clock right (TIME_ERROR in
// adjtimex(2)).
const timeError = 5

// clock says whether something keeps the computer's clock right, where the kernel tells.
func (f *findings) clock() {
	state, err := syscall.Adjtimex(&syscall.Timex{})
	switch {
	case err != nil:
	case state == timeError:
		f.note("Inget håller datorns klocka rätt (NTP). Tider i loggen blir fel, och engångskoder kan sluta fungera.")
	default:
		f.fine("Datorns klocka hålls rätt.")
	}
}
