package reportfile

import (
	"os"
	"samsyn/internal/edition"
	"testing"
	"time"
)

func TestTry(t *testing.T) {
	os.MkdirAll("/tmp/files-try", 0o755)
	for _, f := range edition.FileFormats {
		if makers[f] == nil {
			continue
		}
		for _, a := range []edition.Audience{edition.Internal, edition.Public} {
			b := time.Now()
			file := made(t, a, f)
			t.Log(file.Name, len(file.Content), time.Since(b))
			os.WriteFile("/tmp/files-try/"+file.Name, file.Content, 0o644)
		}
	}
}
