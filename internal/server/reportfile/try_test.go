package reportfile

import (
	"os"
	"testing"
	"time"
	"samsyn/internal/edition"
)

func TestTry(t *testing.T) {
	os.MkdirAll("/tmp/files-try", 0o755)
	for _, f := range Formats() {
		if f == edition.UnitFile { continue }
		for _, a := range []edition.Audience{edition.Internal, edition.Public} {
		b := time.Now()
		file := made(t, a, f)
		t.Log(file.Name, len(file.Content), time.Since(b))
		os.WriteFile("/tmp/files-try/"+file.Name, file.Content, 0o644)
		}
	}
}
